package live.nigiwai.shop.catalog;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.regex.Pattern;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;

/**
 * {@code GET /images/{key}}: pictures under the hash of their bytes, so caches keep them for good.
 */
public final class ImageEndpoint {
  private static final Pattern KEY = Pattern.compile("[0-9a-f]{32}");

  private final Catalog catalog;

  public ImageEndpoint(Catalog catalog) {
    this.catalog = catalog;
  }

  public void mount(Router router, Endpoints endpoints) {
    router.get("/images/:key").handler(endpoints.on(this::image));
  }

  private Answer image(RoutingContext context) {
    String key = context.pathParam("key");
    if (!KEY.matcher(key).matches()) {
      throw ApiProblem.notFound();
    }
    var image = catalog.image(key).orElseThrow(ApiProblem::notFound);
    return new Answer(
        200,
        image.bytes(),
        Map.of(
            "Content-Type",
            image.contentType(),
            "Cache-Control",
            "public, max-age=31536000, immutable",
            "X-Content-Type-Options",
            "nosniff"));
  }
}
