package live.nigiwai.web.session;

import com.password4j.Argon2Function;
import com.password4j.Password;
import com.password4j.types.Argon2;
import java.util.Optional;
import java.util.concurrent.Semaphore;

/**
 * Passwords as hashes: Argon2id (RFC 9106; 19 MiB, two passes).
 *
 * <p><b>Threading</b>: any thread; at most two hashes are computed at once, because each takes 19
 * MiB and a core.
 */
final class Passwords {
  private static final Argon2Function ARGON2 =
      Argon2Function.getInstance(19 * 1024, 2, 1, 32, Argon2.ID);
  private static final int HASHES_AT_ONCE = 2;
  private static final int SALT_BYTES = 16;

  private final Semaphore hashing = new Semaphore(HASHES_AT_ONCE);
  private final String nobody = hash("an address nobody has");

  String hash(String password) {
    hashing.acquireUninterruptibly();
    try {
      return Password.hash(password).addRandomSalt(SALT_BYTES).with(ARGON2).getResult();
    } finally {
      hashing.release();
    }
  }

  /** Whether it is the password behind the hash. Takes as long where there is no hash. */
  boolean matches(String password, Optional<String> hash) {
    hashing.acquireUninterruptibly();
    try {
      boolean right = Password.check(password, hash.orElse(nobody)).with(ARGON2);
      return right && hash.isPresent();
    } finally {
      hashing.release();
    }
  }
}
