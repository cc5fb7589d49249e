package live.nigiwai.web.session;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import live.nigiwai.runtime.postgres.Database;

/**
 * The installation's secrets: made at the first start, kept in the database so that every node has
 * the same, one per purpose.
 */
public final class Secrets {
  private static final int BYTES = 32;

  private final Database database;
  private final SecureRandom random;

  public Secrets(Database database, SecureRandom random) {
    this.database = database;
    this.random = random;
  }

  /** The secret of that name; blocks. */
  public byte[] named(String name) {
    var fresh = new byte[BYTES];
    random.nextBytes(fresh);
    return database.query(
        sql -> {
          sql.change(
              "INSERT INTO web_secret (name, value) VALUES ($1, $2) ON CONFLICT DO NOTHING",
              name,
              io.vertx.core.buffer.Buffer.buffer(fresh));
          return sql.one(
                  "SELECT value FROM web_secret WHERE name = $1",
                  row -> row.getBuffer(0).getBytes(),
                  name)
              .orElseThrow();
        });
  }

  /** HMAC-SHA256 (RFC 2104) of a text. */
  public static byte[] hmac(byte[] secret, String text) {
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(secret, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has HmacSHA256", impossible);
    }
  }

  /** A password that can be read aloud, always the same for one secret and one purpose. */
  public static String readable(byte[] secret, String purpose) {
    String letters = "abcdefghjkmnpqrstuvwxyz23456789";
    var hash = hmac(secret, purpose);
    var out = new StringBuilder(14);
    for (int i = 0; i < 12; i++) {
      if (i > 0 && i % 4 == 0) {
        out.append('-');
      }
      out.append(letters.charAt(Byte.toUnsignedInt(hash[i]) % letters.length()));
    }
    return out.toString().toLowerCase(Locale.ROOT);
  }
}
