package live.nigiwai.shop.catalog.goods;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Requests;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.shop.catalog.picture.PictureFetch;
import live.nigiwai.shop.catalog.picture.PictureWorks;
import org.jspecify.annotations.Nullable;

/** {@code POST /api/admin/images}: a picture's bytes; {@code …/from-url}: where to get them. */
final class PictureEndpoints {
  static final String PATH = "/api/admin/images";

  private static final Set<Role> WRITERS = Set.of(Role.PRODUCER);

  private final Pictures pictures;

  PictureEndpoints(Pictures pictures) {
    this.pictures = pictures;
  }

  void mount(Router router, Endpoints endpoints) {
    router
        .post(PATH)
        .handler(Goods.bodyOf(endpoints, WRITERS, PictureWorks.BYTES_MAX))
        .handler(endpoints.staff(WRITERS, this::upload));
    router.post("/api/admin/images/from-url").handler(endpoints.staff(WRITERS, this::fetch));
  }

  private Answer upload(RoutingContext context, Visitor staff) {
    var body = context.body().buffer();
    if (body == null || body.length() == 0) {
      throw Typed.problem("picture", "画像を選んでください。", "Choose a picture.");
    }
    return Answer.created(pictures.keep(body.getBytes()));
  }

  record FetchRequest(@Nullable String url) {}

  private Answer fetch(RoutingContext context, Visitor staff) {
    String url = Requests.body(context, FetchRequest.class).url;
    return Answer.created(
        pictures.keep(new PictureFetch(context.vertx()).fetch(url == null ? "" : url)));
  }
}
