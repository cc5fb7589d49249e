package live.nigiwai.web.show;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import live.nigiwai.show.ShowId;
import org.junit.jupiter.api.Test;

/** A pass opens one show until its end, and cannot be made or changed by anybody else. */
final class ViewerPassesTest {
  private static final ShowId SHOW = new ShowId("demo");

  private final AtomicReference<Instant> now =
      new AtomicReference<>(Instant.parse("2026-11-22T03:00:00Z"));
  private final ViewerPasses passes = new ViewerPasses(secret(1), now::get);

  private static byte[] secret(int filledWith) {
    byte[] secret = new byte[32];
    Arrays.fill(secret, (byte) filledWith);
    return secret;
  }

  @Test
  void opensItsShowUntilItsEnd() {
    String pass = passes.mint(SHOW, "guest", Duration.ofHours(1));
    assertThat(pass).matches("[a-z0-9-]+");
    assertThat(passes.admits(SHOW, pass)).isTrue();
    assertThat(passes.admits(new ShowId("other"), pass)).isFalse();
    now.updateAndGet(at -> at.plusSeconds(3_600));
    assertThat(passes.admits(SHOW, pass)).isFalse();
  }

  @Test
  void whatIsChangedOrGuessedIsWorthNothing() {
    String pass = passes.mint(SHOW, "guest", Duration.ofHours(1));
    String[] words = pass.split("-", -1);
    String longer = Long.toString(Long.parseLong(words[0], 36) + 1, 36);
    assertThat(passes.admits(SHOW, longer + "-guest-" + words[2])).isFalse();
    assertThat(passes.admits(SHOW, words[0] + "-other-" + words[2])).isFalse();
    for (String guess :
        new String[] {"", "-", "--", "zz-guest-00", "%%-guest-00", "a".repeat(500)}) {
      assertThat(passes.admits(SHOW, guess)).as(guess).isFalse();
    }
    assertThat(new ViewerPasses(secret(2), now::get).admits(SHOW, pass)).isFalse();
  }

  @Test
  void nameMustFitIntoAPath() {
    assertThatThrownBy(() -> passes.mint(SHOW, "Ünsafe/..", Duration.ofHours(1)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
