package live.nigiwai.shop.drop;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * A draw that anybody can repeat: the seed is fixed, and its SHA-256 public, before the first
 * entry; afterwards the seed is public and the entries stand in the order of HMAC-SHA256(seed,
 * entry id). An entry id is random and given by the server, so neither who somebody is nor when
 * they entered has any part in it. Pure.
 */
public final class FairDraw {
  static final int SEED_BYTES = 32;

  private FairDraw() {}

  /** Hex SHA-256 of the seed. */
  public static String commitment(byte[] seed) {
    return HexFormat.of().formatHex(sha256(seed));
  }

  /** What an entry is sorted by, as hex. */
  public static String key(byte[] seed, String entryId) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(seed, "HmacSHA256"));
      return HexFormat.of().formatHex(mac.doFinal(entryId.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** An entry with its key. */
  public record Placed(String entryId, String key) {}

  /** The entries, first place first. */
  public static List<Placed> order(byte[] seed, Collection<String> entryIds) {
    return entryIds.stream()
        .map(id -> new Placed(id, key(seed, id)))
        .sorted(Comparator.comparing(Placed::key).thenComparing(Placed::entryId))
        .toList();
  }

  /** Hex SHA-256 over all entry ids, sorted, each followed by a line feed. */
  public static String entriesHash(Collection<String> entryIds) {
    var text = new StringBuilder();
    entryIds.stream().sorted().forEach(id -> text.append(id).append('\n'));
    return HexFormat.of().formatHex(sha256(text.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
