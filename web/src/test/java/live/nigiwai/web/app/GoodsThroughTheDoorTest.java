package live.nigiwai.web.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.CookieManager;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import javax.imageio.ImageIO;
import live.nigiwai.runtime.json.Json;
import live.nigiwai.web.app.NigiwaiProcess.Ports;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The staff's goods desk behind the real port: contract, session and large bodies. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GoodsThroughTheDoorTest {
  private final HttpClient owner =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .cookieHandler(new CookieManager())
          .build();
  private final HttpClient stranger =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private NigiwaiProcess server;

  @BeforeAll
  void open(@TempDir Path folder) throws IOException {
    server = NigiwaiProcess.serve(folder.resolve("data"), Ports.ANY);
    var account = server.ready().at("/staff/owner");
    var words =
        Json.mapper()
            .createObjectNode()
            .put("email", account.path("email").asText())
            .put("password", account.path("password").asText());
    assertThat(
            send(
                    owner,
                    "POST",
                    "/api/login",
                    "application/json",
                    words.toString().getBytes(StandardCharsets.UTF_8))
                .statusCode())
        .isEqualTo(200);
  }

  @AfterAll
  void close() {
    server.close();
  }

  private HttpResponse<String> send(
      HttpClient client, String method, String path, String type, byte[] body) {
    var request =
        HttpRequest.newBuilder(server.http().resolve(path))
            .timeout(Duration.ofSeconds(40))
            .header("Content-Type", type)
            .method(method, BodyPublishers.ofByteArray(body))
            .build();
    try {
      return client.send(request, BodyHandlers.ofString());
    } catch (IOException failed) {
      throw new IllegalStateException(failed);
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(interrupted);
    }
  }

  private JsonNode expect(int status, HttpResponse<String> answer) {
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    return Json.tree(answer.body());
  }

  /** Far more than an ordinary request may have. */
  private static byte[] largePicture() throws IOException {
    var image = new BufferedImage(700, 700, BufferedImage.TYPE_INT_RGB);
    var random = new Random(3);
    for (int i = 0; i < 700 * 700; i++) {
      image.setRGB(i % 700, i / 700, random.nextInt());
    }
    var out = new ByteArrayOutputStream();
    ImageIO.write(image, "png", out);
    assertThat(out.size()).isGreaterThan(1 << 20);
    return out.toByteArray();
  }

  @Test
  void largeBodiesAreTakenFromStaffOnly() throws IOException {
    byte[] picture = largePicture();
    var kept = expect(201, send(owner, "POST", "/api/admin/images", "image/png", picture));
    assertThat(kept.at("/renditions")).hasSize(3);
    expect(401, send(stranger, "POST", "/api/admin/images", "image/png", picture));
    expect(401, send(stranger, "POST", "/api/admin/images", "image/png", new byte[11 << 20]));
    expect(413, send(owner, "POST", "/api/admin/images", "image/png", new byte[11 << 20]));
    expect(413, send(owner, "PUT", "/api/admin/products/x", "application/json", new byte[1 << 20]));
  }

  @Test
  void sheetGoesOutAndComesBackThroughTheContract() {
    var out = send(owner, "GET", "/api/admin/products.csv?encoding=utf-8", "text/csv", new byte[0]);
    assertThat(out.statusCode()).isEqualTo(200);
    assertThat(out.headers().firstValue("Content-Type").orElse("")).startsWith("text/csv");
    byte[] sheet = out.body().getBytes(StandardCharsets.UTF_8);
    var back =
        expect(
            200,
            send(
                owner,
                "POST",
                "/api/admin/products.csv?encoding=utf-8&trial=true",
                "text/csv",
                sheet));
    assertThat(back.at("/errorCount").asInt()).isZero();
    assertThat(back.at("/unchanged").asInt()).isGreaterThan(4);
    assertThat(back.at("/changed").asInt()).isZero();
    expect(400, send(owner, "POST", "/api/admin/products.csv?encoding=ebcdic", "text/csv", sheet));
  }

  @Test
  void productIsSavedAsItWasRead() {
    var read =
        expect(200, send(owner, "GET", "/api/admin/products/kyusu", "text/plain", new byte[0]));
    byte[] form = read.at("/product").toString().getBytes(StandardCharsets.UTF_8);
    var saved =
        expect(200, send(owner, "PUT", "/api/admin/products/kyusu", "application/json", form));
    assertThat(saved.at("/product/version").asLong())
        .isEqualTo(read.at("/product/version").asLong() + 1);
    assertThat(saved.at("/product/talkingPoints/0/ja").asText()).isNotBlank();
  }
}
