package live.nigiwai.shop.payment;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.net.Webhook;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import live.nigiwai.testkit.FakeTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {
  private static final byte[] BODY = "{\"id\":\"evt_1\"}".getBytes(UTF_8);

  private final FakeTime time = new FakeTime();
  private final WebhookSignature signature = of("whsec_new", "whsec_old");

  private WebhookSignature of(String... secrets) {
    return new WebhookSignature(List.of(secrets), Duration.ofMinutes(5), time);
  }

  private long now() {
    return time.instant().getEpochSecond();
  }

  @Test
  void takesWhatStripesOwnLibrarySigns() throws Exception {
    String header =
        Webhook.Signature.generateSignatureHeader(new String(BODY, UTF_8), "whsec_new", now());
    assertThat(signature.isGenuine(BODY, header)).isTrue();
    assertThat(WebhookSignature.header("whsec_new", now(), BODY)).isEqualTo(header);
  }

  @Test
  void twoSecretsAreGoodWhileOneReplacesTheOther() {
    assertThat(signature.isGenuine(BODY, WebhookSignature.header("whsec_old", now(), BODY)))
        .isTrue();
    assertThat(
            of("whsec_new", "").isGenuine(BODY, WebhookSignature.header("whsec_old", now(), BODY)))
        .isFalse();
  }

  @Test
  void refusesWhatIsOldOrFromTheFuture() {
    for (int seconds : new int[] {-301, 301, -86_400}) {
      String header = WebhookSignature.header("whsec_new", now() + seconds, BODY);
      assertThat(signature.isGenuine(BODY, header)).as("%d s", seconds).isFalse();
    }
    assertThat(signature.isGenuine(BODY, WebhookSignature.header("whsec_new", now() - 299, BODY)))
        .isTrue();
  }

  @Test
  void refusesEveryBodyThatDiffersByOneBit() {
    String header = WebhookSignature.header("whsec_new", now(), BODY);
    for (int bit = 0; bit < BODY.length * 8; bit++) {
      byte[] other = BODY.clone();
      other[bit / 8] ^= (byte) (1 << (bit % 8));
      assertThat(signature.isGenuine(other, header)).isFalse();
    }
  }

  @Test
  void withoutASecretNothingIsGenuine() {
    assertThat(of("").isGenuine(BODY, WebhookSignature.header("x", now(), BODY))).isFalse();
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {"", "t=", "v1=", "t=1,v1=zz", "t=99999999999999999999,v1=00", "=,=", ",,,", "v1"})
  void refusesHeadersThatAreNone(String header) {
    assertThat(signature.isGenuine(BODY, header)).isFalse();
  }

  @Test
  void anyRubbishIsRefusedAndNotAFault() {
    for (long seed = 0; seed < 2_000; seed++) {
      var random = new Random(seed);
      var header = new StringBuilder();
      for (int i = random.nextInt(60); i > 0; i--) {
        header.append("t=v1,09afXY ;-".charAt(random.nextInt(14)));
      }
      assertThat(signature.isGenuine(BODY, header.toString())).as("seed %d", seed).isFalse();
    }
  }
}
