package live.nigiwai.shop.member;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.Sql;
import live.nigiwai.show.ViewerId;

/**
 * Whose session it is. Needs the shop's database only.
 *
 * <p><b>Threading</b>: any thread; every method blocks.
 */
public final class MemberSessions {
  private static final int TOKEN_LENGTH_MAX = 64;
  private static final int DAYS = 180;
  private static final int FRESH_MINUTES = 10;

  private final Database database;

  public MemberSessions(Database database) {
    this.database = database;
  }

  /** The member whose session this is; empty when it is over. */
  public Optional<Member> holder(String token) {
    if (token.isEmpty() || token.length() > TOKEN_LENGTH_MAX) {
      return Optional.empty();
    }
    return database.query(
        sql ->
            sql.one(
                """
                SELECT m.member_id, m.viewer, m.email, m.password_hash IS NOT NULL AS has_password,
                       s.created_at > now() - $2::int * interval '1 minute' AS fresh
                  FROM shop_member_session s JOIN shop_member m USING (member_id)
                 WHERE s.token_hash = $1 AND s.expires_at > now() AND m.erased_at IS NULL
                """,
                row ->
                    new Member(
                        row.getString("member_id"),
                        new ViewerId(row.getString("viewer")),
                        row.getString("email"),
                        row.getBoolean("has_password"),
                        row.getBoolean("fresh")),
                hash(token),
                FRESH_MINUTES));
  }

  /** Whether an id belongs to a member, so that it opens only together with a session. */
  public boolean isMember(ViewerId id) {
    return database.query(sql -> isMember(sql, id));
  }

  /** As {@link #isMember(ViewerId)}, in the caller's transaction; for segments of customers. */
  public static boolean isMember(Sql sql, ViewerId id) {
    return sql.one("SELECT 1 FROM shop_member WHERE viewer = $1", row -> true, id.value())
        .orElse(false);
  }

  /** Ends a session on every node. */
  public void end(String token) {
    database.query(
        sql -> sql.change("DELETE FROM shop_member_session WHERE token_hash = $1", hash(token)));
  }

  static void open(Sql sql, String token, String memberId, String storeId) {
    sql.change(
        "INSERT INTO shop_member_session (token_hash, member_id, store_id, expires_at)"
            + " VALUES ($1, $2, $3, now() + $4::int * interval '1 day')",
        hash(token),
        memberId,
        storeId,
        DAYS);
  }

  static void endAll(Sql sql, String memberId) {
    sql.change("DELETE FROM shop_member_session WHERE member_id = $1", memberId);
  }

  static void endAllBut(Sql sql, String memberId, String token) {
    sql.change(
        "DELETE FROM shop_member_session WHERE member_id = $1 AND token_hash <> $2",
        memberId,
        hash(token));
  }

  private static String hash(String token) {
    try {
      var sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(token.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }
}
