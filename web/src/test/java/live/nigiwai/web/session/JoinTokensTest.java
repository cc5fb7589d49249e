package live.nigiwai.web.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.Vertx;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import live.nigiwai.runtime.config.Secret;
import live.nigiwai.runtime.http.Customer;
import live.nigiwai.runtime.http.Pass;
import live.nigiwai.runtime.lifecycle.StartupProblem;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.postgres.PostgresAddress;
import live.nigiwai.show.ShowId;
import live.nigiwai.testkit.Eventually;
import live.nigiwai.testkit.PostgresForTests;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who a shop vouches for gets in as its customer, and nobody else does. */
class JoinTokensTest {
  private static final PostgresAddress DATABASE = PostgresForTests.migrated("runtime", "web");
  private static final String SECRET = "a shop's secret of thirty-two bytes and more";
  private static final Vertx vertx = Vertx.vertx();
  private static final Database database = Database.open(vertx, DATABASE, 4);

  @AfterAll
  static void close() {
    database.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void admitsACustomerUnderANameThatHidesTheShopsId() throws Exception {
    try (var tokens = bySecret()) {
      var pass = tokens.pass(token("hana@example.jp", now(), now() + 3_600)).orElseThrow();

      assertThat(pass.visitor().customer()).isEqualTo(new Customer("hana@example.jp", "gold"));
      assertThat(pass.visitor().name()).isEqualTo("はな");
      assertThat(pass.visitor().actor().id()).startsWith("m_").doesNotContain("hana");
      assertThat(pass.opens(new ShowId("any"))).isTrue();
      assertThat(tokens.standing(pass)).isEqualTo(Pass.Standing.GOOD);
    }
  }

  @Test
  void knowsTheSameCustomerAgain() throws Exception {
    try (var tokens = bySecret()) {
      var first = tokens.pass(token("42", now(), now() + 60)).orElseThrow();
      var second = tokens.pass(token("42", now() - 30, now() + 90)).orElseThrow();

      assertThat(second.visitor().actor()).isEqualTo(first.visitor().actor());
    }
  }

  @Test
  void refusesWhatIsForgedOverEndlessOrUnsigned() throws Exception {
    try (var tokens = bySecret()) {
      String good = token("42", now(), now() + 60);
      String other = sign("HS256", claims("42", now(), now() + 60), "another secret".getBytes());
      String unsigned =
          part("{\"alg\":\"none\"}") + "." + part(claims("42", now(), now() + 60)) + ".";

      assertThat(tokens.pass(good)).isPresent();
      assertThat(tokens.pass(other)).isEmpty();
      assertThat(tokens.pass(unsigned)).isEmpty();
      assertThat(tokens.pass(token("42", now() - 7_200, now() - 3_600))).isEmpty();
      assertThat(tokens.pass(token("42", now(), now() + 30 * 86_400))).isEmpty();
      assertThat(tokens.pass(token("", now(), now() + 60))).isEmpty();
      assertThat(tokens.pass(sign("HS256", "{\"sub\":\"42\"}", SECRET.getBytes()))).isEmpty();
      assertThat(tokens.pass(sign("HS256", "{\"sub\":[1],\"iat\":\"x\"}", SECRET.getBytes())))
          .isEmpty();
      assertThat(tokens.pass("not a token")).isEmpty();
      assertThat(tokens.pass("x".repeat(100_000))).isEmpty();
    }
  }

  @Test
  void opensNoOtherShowThanTheOneItNames() throws Exception {
    try (var tokens = bySecret()) {
      String claims =
          "{\"sub\":\"42\",\"show\":\"autumn\",\"iat\":%d,\"exp\":%d}".formatted(now(), now() + 60);
      var pass = tokens.pass(sign("HS256", claims, SECRET.getBytes())).orElseThrow();

      assertThat(pass.opens(new ShowId("autumn"))).isTrue();
      assertThat(pass.opens(new ShowId("winter"))).isFalse();
    }
  }

  @Test
  void aRevokedCustomersTokensEndOnEveryNodeWithinSeconds() throws Exception {
    try (var here = bySecret();
        var elsewhere = bySecret()) {
      Pass pass = elsewhere.pass(token("leaving", now() - 5, now() + 600)).orElseThrow();
      Pass another = elsewhere.pass(token("staying", now() - 5, now() + 600)).orElseThrow();

      here.revoke("leaving");

      assertThat(here.standing(pass)).isEqualTo(Pass.Standing.REVOKED);
      Eventually.holds(
          Duration.ofSeconds(5),
          () -> assertThat(elsewhere.standing(pass)).isEqualTo(Pass.Standing.REVOKED));
      assertThat(elsewhere.standing(another)).isEqualTo(Pass.Standing.GOOD);
      assertThat(elsewhere.pass(token("leaving", now() - 5, now() + 600))).isEmpty();
      assertThat(elsewhere.pass(token("leaving", now() + 5, now() + 600))).isPresent();
    }
  }

  @Test
  void takesTheShopsPublicKeyOfEitherKind(@TempDir Path folder) throws Exception {
    var rsa = KeyPairGenerator.getInstance("RSA");
    rsa.initialize(2_048);
    var ec = KeyPairGenerator.getInstance("EC");
    ec.initialize(new ECGenParameterSpec("secp256r1"));

    admits(folder, "RS256", "SHA256withRSA", rsa.generateKeyPair());
    admits(folder, "ES256", "SHA256withECDSAinP1363Format", ec.generateKeyPair());
  }

  private static void admits(Path folder, String name, String algorithm, KeyPair pair)
      throws Exception {
    Path file = folder.resolve(name + ".pem");
    Files.writeString(
        file,
        "-----BEGIN PUBLIC KEY-----\n"
            + Base64.getMimeEncoder().encodeToString(pair.getPublic().getEncoded())
            + "\n-----END PUBLIC KEY-----\n");
    var config = new JoinTokenConfig(Secret.NONE, Optional.of(file), Duration.ofHours(24));
    try (var tokens = JoinTokens.open(vertx, database, config)) {
      String token = sign(name, claims("42", now(), now() + 60), algorithm, pair.getPrivate());
      // A public key is known to all: it must not do as the secret of another algorithm.
      String confused = sign("HS256", claims("42", now(), now() + 60), Files.readAllBytes(file));

      assertThat(tokens.pass(token)).isPresent();
      assertThat(tokens.pass(confused)).isEmpty();
    }
  }

  @Test
  void saysPlainlyWhatIsWrongWithAKey(@TempDir Path folder) throws Exception {
    Path file = Files.writeString(folder.resolve("key.pem"), "no key at all");

    assertThatThrownBy(
            () -> new JoinTokenConfig(new Secret("short"), Optional.empty(), Duration.ofHours(1)))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("32 bytes");
    assertThatThrownBy(
            () ->
                JoinTokens.open(
                    vertx,
                    database,
                    new JoinTokenConfig(Secret.NONE, Optional.of(file), Duration.ofHours(1))))
        .isInstanceOf(StartupProblem.class)
        .hasMessageContaining("key.pem");
  }

  private static JoinTokens bySecret() {
    return JoinTokens.open(
        vertx,
        database,
        new JoinTokenConfig(new Secret(SECRET), Optional.empty(), Duration.ofHours(24)));
  }

  private static long now() {
    return Instant.now().getEpochSecond();
  }

  private static String claims(String customer, long issued, long ends) {
    return "{\"sub\":\"%s\",\"name\":\"はな\",\"segment\":\"gold\",\"iat\":%d,\"exp\":%d}"
        .formatted(customer, issued, ends);
  }

  private static String token(String customer, long issued, long ends) {
    return sign("HS256", claims(customer, issued, ends), SECRET.getBytes(StandardCharsets.UTF_8));
  }

  private static String sign(String algorithm, String claims, byte[] secret) {
    String signed = part("{\"alg\":\"" + algorithm + "\",\"typ\":\"JWT\"}") + "." + part(claims);
    return signed + "." + encode(Secrets.hmac(secret, signed));
  }

  private static String sign(String name, String claims, String algorithm, PrivateKey key)
      throws Exception {
    String signed = part("{\"alg\":\"" + name + "\",\"typ\":\"JWT\"}") + "." + part(claims);
    var signature = Signature.getInstance(algorithm);
    signature.initSign(key);
    signature.update(signed.getBytes(StandardCharsets.US_ASCII));
    return signed + "." + encode(signature.sign());
  }

  private static String part(String json) {
    return encode(json.getBytes(StandardCharsets.UTF_8));
  }

  private static String encode(byte[] bytes) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }
}
