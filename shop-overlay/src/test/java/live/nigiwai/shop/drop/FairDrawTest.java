package live.nigiwai.shop.drop;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FairDrawTest {
  private static final byte[] SEED =
      "nigiwai-fair-drop-example-seed-1".getBytes(StandardCharsets.UTF_8);

  /** The figures of FAIR-DROP.md, made with openssl. */
  @Test
  void isWhatOpensslSays() {
    assertThat(FairDraw.commitment(SEED))
        .isEqualTo("9b95661809c79ec3ff6a06bdc7bca45761f88883fdae0c10da3e7305f67ae250");
    assertThat(FairDraw.key(SEED, "AAAAAAAAAAAAAAAAAAAAAA"))
        .isEqualTo("571a0a8bc7479b59d1cdf0cf70dba604f7123485d7aa771af0374c29f272e72e");
    assertThat(FairDraw.entriesHash(List.of("BBBBBBBBBBBBBBBBBBBBBB", "AAAAAAAAAAAAAAAAAAAAAA")))
        .isEqualTo("e2d620b78bb3990ced2dbf22e3076ad154fbd15a69ce4c4712fbfe696db91d53");
  }

  @Test
  void orderIsTheSameHoweverTheEntriesAreRead() {
    var ids = ids(500, new Random(1));
    var order = FairDraw.order(SEED, ids);
    assertThat(order).extracting(FairDraw.Placed::entryId).containsExactlyInAnyOrderElementsOf(ids);
    var shuffled = new ArrayList<>(ids);
    Collections.shuffle(shuffled, new Random(2));
    assertThat(FairDraw.order(SEED, shuffled)).isEqualTo(order);
    assertThat(FairDraw.entriesHash(shuffled)).isEqualTo(FairDraw.entriesHash(ids));
    assertThat(order).isSortedAccordingTo((a, b) -> a.key().compareTo(b.key()));
  }

  @Test
  void everyEntryIsOnesOwnUnitOfChance() {
    var random = new Random(7);
    var ids = ids(20, random);
    var wins = new HashMap<String, Integer>();
    int draws = 4_000;
    for (int i = 0; i < draws; i++) {
      FairDraw.order(seed(random), ids).stream()
          .limit(5)
          .forEach(each -> wins.merge(each.entryId(), 1, Integer::sum));
    }
    // Each expects 1,000; with 19 degrees of freedom chi-square exceeds 43.8 once in 1,000 seeds.
    double expected = draws * 5 / 20.0;
    double chiSquare =
        ids.stream()
            .mapToDouble(id -> Math.pow(wins.getOrDefault(id, 0) - expected, 2) / expected)
            .sum();
    assertThat(chiSquare).isLessThan(43.8);
  }

  /**
   * 10,000 people, a fifth in each band of delay, enter in the order in which the pictures reach
   * them; 100 units. Over many draws the share of the winners is the share of those who entered.
   */
  @Test
  void winningDoesNotDependOnTheViewersDelay() {
    var random = new Random(2026);
    int bands = 5;
    int people = 10_000;
    var wins = new long[bands];
    int draws = 40;
    for (int draw = 0; draw < draws; draw++) {
      // Ids are given in the order of arrival: those with no delay first, the slowest last.
      var ids = ids(people, random);
      var bandOf = new HashMap<String, Integer>();
      for (int i = 0; i < people; i++) {
        bandOf.put(ids.get(i), i * bands / people);
      }
      FairDraw.order(seed(random), ids).stream()
          .limit(100)
          .forEach(each -> wins[bandOf.getOrDefault(each.entryId(), 0)]++);
    }
    double expected = draws * 100.0 / bands;
    double chiSquare = 0;
    for (long band : wins) {
      chiSquare += Math.pow(band - expected, 2) / expected;
    }
    // 4 degrees of freedom: above 18.47 once in 1,000.
    assertThat(chiSquare).as("wins by band %s", wins).isLessThan(18.47);
  }

  private static List<String> ids(int count, Random random) {
    var ids = new HashSet<String>();
    var list = new ArrayList<String>();
    while (list.size() < count) {
      byte[] bytes = new byte[16];
      random.nextBytes(bytes);
      String id = HexFormat.of().formatHex(bytes);
      if (ids.add(id)) {
        list.add(id);
      }
    }
    return list;
  }

  private static byte[] seed(Random random) {
    byte[] seed = new byte[FairDraw.SEED_BYTES];
    random.nextBytes(seed);
    return seed;
  }
}
