package live.nigiwai.web.session;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.auth.JWTOptions;
import io.vertx.ext.auth.PubSecKeyOptions;
import io.vertx.ext.auth.authentication.TokenCredentials;
import io.vertx.ext.auth.jwt.JWTAuth;
import io.vertx.ext.auth.jwt.JWTAuthOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import live.nigiwai.runtime.http.Customer;
import live.nigiwai.runtime.http.Pass;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.runtime.lifecycle.StartupProblem;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.DatabaseUnavailableException;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ViewerId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Join tokens: JWTs (RFC 7519) with which a merchant's shop says who its customer is. Claims:
 * {@code sub} the shop's customer id, {@code iat}, {@code exp}, and perhaps {@code name}, {@code
 * segment}, {@code show}.
 *
 * <p>The public room knows such a viewer by a hash of {@code sub}, so that a shop which uses e-mail
 * addresses as ids shows them to nobody.
 *
 * <p><b>Threading</b>: any thread may ask; {@link #pass} and {@link #revoke} block. Revocations are
 * re-read every second, so one made on another node holds here within that time.
 */
public final class JoinTokens implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(JoinTokens.class);
  private static final int TOKEN_LENGTH_MAX = 2_048;
  static final int CUSTOMER_LENGTH_MAX = 128;
  private static final int TEXT_LENGTH_MAX = 40;
  private static final int LEEWAY_SECONDS = 60;
  private static final int REVOCATIONS_MAX = 100_000;
  private static final Duration REREAD = Duration.ofSeconds(1);

  private final Database database;
  private final JoinTokenConfig config;
  private final @Nullable JWTAuth keys;
  private final Thread rereading;
  private volatile Map<String, Instant> revoked = Map.of();

  private JoinTokens(Vertx vertx, Database database, JoinTokenConfig config) {
    this.database = database;
    this.config = config;
    this.keys = config.isSet() ? JWTAuth.create(vertx, options(config)) : null;
    this.rereading = Thread.ofVirtual().name("token-revocations").unstarted(this::reread);
  }

  public static JoinTokens open(Vertx vertx, Database database, JoinTokenConfig config) {
    var tokens = new JoinTokens(vertx, database, config);
    if (tokens.keys != null) {
      tokens.rereading.start();
    }
    return tokens;
  }

  private static JWTAuthOptions options(JoinTokenConfig config) {
    var options = new JWTAuthOptions().setJWTOptions(new JWTOptions().setLeeway(LEEWAY_SECONDS));
    if (config.secret().isSet()) {
      options.addPubSecKey(
          new PubSecKeyOptions().setAlgorithm("HS256").setBuffer(config.secret().value()));
    }
    config.publicKey().ifPresent(file -> options.addPubSecKey(publicKey(file)));
    return options;
  }

  private static PubSecKeyOptions publicKey(Path file) {
    try {
      String pem = Files.readString(file, StandardCharsets.US_ASCII);
      return new PubSecKeyOptions().setAlgorithm(algorithm(pem)).setBuffer(Buffer.buffer(pem));
    } catch (IOException | IllegalArgumentException | GeneralSecurityException unreadable) {
      throw new StartupProblem(
          "join-tokens.public-key " + file + " is not a public RSA or P-256 key.",
          "Give a PEM file that begins with -----BEGIN PUBLIC KEY-----.",
          unreadable);
    }
  }

  private static String algorithm(String pem) throws GeneralSecurityException {
    var encoded =
        new X509EncodedKeySpec(
            Base64.getMimeDecoder().decode(pem.replaceAll("-----[A-Z ]+-----", "")));
    try {
      KeyFactory.getInstance("RSA").generatePublic(encoded);
      return "RS256";
    } catch (GeneralSecurityException notRsa) {
      KeyFactory.getInstance("EC").generatePublic(encoded);
      return "ES256";
    }
  }

  /** The pass a token stands for; empty when it is not genuine, over, too long-lived or revoked. */
  Optional<Pass> pass(String token) {
    var keys = this.keys;
    if (keys == null || token.length() > TOKEN_LENGTH_MAX) {
      return Optional.empty();
    }
    try {
      var user =
          keys.authenticate(new TokenCredentials(token))
              .toCompletionStage()
              .toCompletableFuture()
              .join();
      return read(user.attributes().getJsonObject("accessToken"))
          .filter(pass -> standing(pass) == Pass.Standing.GOOD);
    } catch (CompletionException notGenuine) {
      return Optional.empty();
    } catch (IllegalArgumentException | ClassCastException malformed) {
      return Optional.empty();
    }
  }

  private Optional<Pass> read(JsonObject claims) {
    String customer = claims.getString("sub");
    Long issued = claims.getLong("iat");
    Long ends = claims.getLong("exp");
    if (customer == null
        || customer.isEmpty()
        || customer.length() > CUSTOMER_LENGTH_MAX
        || issued == null
        || ends == null
        || ends - issued > config.lifeMax().toSeconds()) {
      return Optional.empty();
    }
    String name = text(claims.getString("name"));
    String show = claims.getString("show");
    var about = new Customer(customer, text(claims.getString("segment")));
    return Optional.of(
        new Pass(
            new Visitor(Actor.viewer(viewer(customer)), name, Set.of(), about),
            show == null ? null : new ShowId(show),
            Instant.ofEpochSecond(issued),
            Instant.ofEpochSecond(ends)));
  }

  private static String text(@Nullable String given) {
    String kept = given == null ? "" : given.strip().replaceAll("\\p{Cntrl}", "");
    return kept.substring(0, kept.offsetByCodePoints(0, Math.min(TEXT_LENGTH_MAX, points(kept))));
  }

  private static int points(String text) {
    return text.codePointCount(0, text.length());
  }

  private static ViewerId viewer(String customer) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(customer.getBytes(StandardCharsets.UTF_8));
      return new ViewerId(
          "m_" + Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(hash, 12)));
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException("every JDK has SHA-256", impossible);
    }
  }

  Pass.Standing standing(Pass pass) {
    var customer = pass.visitor().customer();
    var since = customer == null ? null : revoked.get(customer.id());
    if (since != null && !pass.from().isAfter(since)) {
      return Pass.Standing.REVOKED;
    }
    return Instant.now().isBefore(pass.until().plusSeconds(LEEWAY_SECONDS))
        ? Pass.Standing.GOOD
        : Pass.Standing.OVER;
  }

  /** Ends every token this customer holds; those issued from the next second on are good again. */
  void revoke(String customer) {
    database.transaction(
        sql -> {
          sql.change(
              "DELETE FROM web_token_revocation WHERE issued_before < now() - make_interval(secs =>"
                  + " $1)",
              (double) config.lifeMax().plusSeconds(2L * LEEWAY_SECONDS).toSeconds());
          return sql.change(
              "INSERT INTO web_token_revocation (customer) VALUES ($1)"
                  + " ON CONFLICT (customer) DO UPDATE SET issued_before = now()",
              customer);
        });
    readRevocations();
  }

  private void reread() {
    while (!Thread.currentThread().isInterrupted()) {
      try {
        readRevocations();
      } catch (DatabaseUnavailableException away) {
        log.debug("revocations cannot be read: {}", away.getMessage());
      }
      LockSupport.parkNanos(REREAD.toNanos());
    }
  }

  private record Revocation(String customer, Instant before) {}

  private void readRevocations() {
    revoked =
        database
            .query(
                sql ->
                    sql.list(
                        "SELECT customer, issued_before FROM web_token_revocation"
                            + " ORDER BY issued_before DESC LIMIT $1",
                        row ->
                            new Revocation(row.getString(0), row.getOffsetDateTime(1).toInstant()),
                        REVOCATIONS_MAX))
            .stream()
            .collect(Collectors.toUnmodifiableMap(Revocation::customer, Revocation::before));
  }

  @Override
  public void close() {
    rereading.interrupt();
  }
}
