package live.nigiwai.shop.drop;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A drop on the wire.
 *
 * @param seed hex; null until it was drawn
 * @param proof where everything is that a check needs; null until it was drawn
 */
public record DropView(
    String id,
    String product,
    String sku,
    String kind,
    String phase,
    int units,
    int perBuyer,
    long opensAt,
    long closesAt,
    int payWithinSeconds,
    String commitment,
    @Nullable String seed,
    @Nullable String entriesHash,
    @Nullable Integer entries,
    @Nullable String proof) {

  /** For viewers: how many entered is told once nobody can enter any more. */
  public static DropView of(Drop drop) {
    boolean drawn = drop.seed() != null;
    return new DropView(
        drop.id(),
        drop.product().value(),
        drop.sku().value(),
        drop.kind().name().toLowerCase(Locale.ROOT),
        drop.phase().word(),
        drop.units(),
        drop.perBuyer(),
        drop.opensAt().millis(),
        drop.closesAt().millis(),
        drop.payWithinSeconds(),
        drop.commitment(),
        drop.seed(),
        drop.entriesHash(),
        drawn ? drop.entries() : null,
        drawn ? "/api/shows/" + drop.show() + "/drops/" + drop.id() + "/proof" : null);
  }

  /** Somebody's own entry on the wire. */
  record EntryView(
      String drop,
      String entry,
      int quantity,
      long enteredAt,
      String state,
      @Nullable Integer place,
      @Nullable Integer ahead,
      @Nullable String checkout,
      @Nullable Long expiresAt,
      boolean ordered,
      String commitment) {
    static EntryView of(Drop drop, Entry entry) {
      var expires = entry.expiresAt();
      return new EntryView(
          drop.id(),
          entry.id(),
          entry.quantity(),
          entry.enteredAt().millis(),
          entry.state().name().toLowerCase(Locale.ROOT),
          entry.place(),
          entry.ahead(),
          entry.checkout(),
          expires == null ? null : expires.millis(),
          entry.ordered(),
          drop.commitment());
    }
  }

  /**
   * What somebody keeps to check their draw with, and needs nothing of ours for.
   *
   * @param key hex HMAC-SHA256(seed, entry)
   */
  record ReceiptView(
      DropView drop, EntryView entry, @Nullable String key, String recipeJa, String recipeEn) {
    static ReceiptView of(Drop drop, Entry entry, @Nullable String key) {
      return new ReceiptView(
          DropView.of(drop), EntryView.of(drop, entry), key, RECIPE_JA, RECIPE_EN);
    }

    private static final String RECIPE_JA =
        "1. seed（16進数をバイトに戻したもの）のSHA-256が、応募開始前に公開されたcommitmentと一致することを確かめます。"
            + " 2. proofの全応募番号を並べ替え、1行ずつ改行を付けたもののSHA-256がentriesHashと一致し、"
            + "自分の応募番号が含まれることを確かめます。"
            + " 3. 各応募番号のHMAC-SHA256(seed, 応募番号)を16進数で小さい順に並べたものが当選順です。";
    private static final String RECIPE_EN =
        "1. The SHA-256 of seed (as bytes) must be the commitment published before entries opened."
            + " 2. All entry ids of the proof, sorted, each followed by a line feed, must have"
            + " entriesHash as their SHA-256, and yours must be among them."
            + " 3. Sorted by the hex of HMAC-SHA256(seed, entry id), smallest first, the entries"
            + " stand in the order in which they are served.";
  }
}
