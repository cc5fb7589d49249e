package live.nigiwai.web.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashSet;
import java.util.Set;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

final class GoodsTest {
  private static final int IMAGE_BYTES_MAX = 120 * 1024;
  private static final String SLUG = "[a-z0-9]+(-[a-z0-9]+)*";

  @Test
  void haveEverythingAShopShows() throws IOException {
    JsonNode goods = new ObjectMapper().readTree(bytes("goods.json"));
    Set<String> ids = new HashSet<>();
    Set<String> skus = new HashSet<>();
    for (JsonNode product : goods.path("products")) {
      String id = product.path("id").asText();
      assertThat(id).matches(SLUG).hasSizeLessThanOrEqualTo(40);
      assertThat(ids.add(id)).isTrue();
      assertThat(product.path("taxRate").asInt()).isIn(8, 10);
      for (String text : new String[] {"name", "nameEn", "description", "descriptionEn"}) {
        assertThat(product.path(text).asText()).as("%s of %s", text, id).isNotBlank();
      }
      for (JsonNode variant : product.path("variants")) {
        assertThat(skus.add(variant.path("sku").asText())).isTrue();
        assertThat(variant.path("sku").asText()).matches(SLUG);
        assertThat(variant.path("price").asInt()).isPositive();
        assertThat(variant.path("stock").asInt()).isBetween(5, 60);
      }
      assertThat(product.path("images").size()).isGreaterThanOrEqualTo(2);
      for (JsonNode image : product.path("images")) {
        byte[] file = bytes("goods/" + image.path("file").asText());
        assertThat(file.length).isLessThanOrEqualTo(IMAGE_BYTES_MAX);
        BufferedImage read = ImageIO.read(new ByteArrayInputStream(file));
        assertThat(read.getWidth()).isEqualTo(image.path("width").asInt());
        assertThat(read.getHeight()).isEqualTo(image.path("height").asInt());
        assertThat(image.path("alt").asText()).isNotBlank();
      }
    }
    assertThat(RunningOrder.load().products()).hasSameSizeAs(ids).containsAll(ids);
  }

  private static byte[] bytes(String resource) throws IOException {
    try (InputStream in = GoodsTest.class.getResourceAsStream("/demo/" + resource)) {
      assertThat(in).as(resource).isNotNull();
      return in.readAllBytes();
    }
  }
}
