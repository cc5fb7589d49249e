package live.nigiwai.web.http;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.function.Predicate;

/** Which URL shows which page, and the files the pages are made of. */
final class Pages {
  /** Their names change with their content. */
  private static final String HASHED = "public, max-age=31536000, immutable";

  private final WebRoot files = new WebRoot();
  private final Predicate<HttpServerRequest> isStaff;

  /**
   * @param isStaff whether the request carries a staff session; asked on a virtual thread
   */
  Pages(Predicate<HttpServerRequest> isStaff) {
    this.isStaff = isStaff;
  }

  void mount(Router router) {
    page(router, "/", "index.html");
    page(router, "/login", "login.html");
    page(router, "/watch/:show", "watch.html");
    page(router, "/checkout/:checkout", "checkout.html");
    page(router, "/orders/:token", "order.html");
    page(router, "/legal", "legal.html");
    router.get("/admin").handler(this::staffOnly).handler(send("admin.html"));
    page(router, "/cart", "cart.html");
    page(router, "/my", "my.html");
    router.get("/control/:show").handler(this::staffOnly).handler(send("control.html"));
    router.get("/desk").handler(this::staffOnly).handler(send("desk.html"));
    router.get("/studio/:show").handler(this::staffOnly).handler(send("studio.html"));
    router
        .get("/assets/:name")
        .handler(context -> files.send(context, "assets/" + context.pathParam("name"), HASHED));
    router.get("/favicon.svg").handler(send("favicon.svg"));
  }

  private void page(Router router, String path, String file) {
    router.get(path).handler(send(file));
  }

  private Handler<RoutingContext> send(String file) {
    return context -> files.send(context, file, "no-cache");
  }

  private void staffOnly(RoutingContext context) {
    var loop = context.vertx().getOrCreateContext();
    Thread.ofVirtual()
        .name("page-session")
        .start(
            () -> {
              boolean in = isStaff.test(context.request());
              loop.runOnContext(ignored -> enter(context, in));
            });
  }

  private static void enter(RoutingContext context, boolean in) {
    if (in) {
      context.next();
      return;
    }
    String back = URLEncoder.encode(context.normalizedPath(), StandardCharsets.UTF_8);
    context
        .response()
        .setStatusCode(303)
        .putHeader("Location", "/login?next=" + back)
        .putHeader("Cache-Control", "no-store")
        .end();
  }
}
