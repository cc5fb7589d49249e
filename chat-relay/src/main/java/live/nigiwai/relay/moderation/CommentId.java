package live.nigiwai.relay.moderation;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.regex.Pattern;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ShowId;

/**
 * Names a comment. The id follows from the show, the author and the author's key alone, so a repeat
 * of the same request has the same id wherever and whenever it arrives.
 */
public final class CommentId {
  private static final int BYTES = 15;
  private static final Pattern SHAPE = Pattern.compile("[A-Za-z0-9_-]{1,64}");

  private CommentId() {}

  public static String of(ShowId show, Actor author, String key) {
    // None of the parts can hold a line feed, so no two triples read the same.
    String named = show + "\n" + author.kind() + "\n" + author.id() + "\n" + key;
    byte[] hash = sha256().digest(named.getBytes(StandardCharsets.UTF_8));
    byte[] head = java.util.Arrays.copyOf(hash, BYTES);
    return "c_" + Base64.getUrlEncoder().withoutPadding().encodeToString(head);
  }

  /** Whether it could name a comment. */
  public static boolean wellFormed(String id) {
    return SHAPE.matcher(id).matches();
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("every Java has SHA-256", impossible);
    }
  }
}
