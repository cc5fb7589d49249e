package live.nigiwai.shop.mail;

import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.runtime.postgres.Database;

/** Reading every kind of letter beforehand, and what to do about those that cannot be sent. */
final class MailEndpoints {
  private static final Set<Role> WHO = EnumSet.of(Role.PRODUCER, Role.CS);

  private final Database database;
  private final Outbox outbox;
  private final Letters letters;

  MailEndpoints(Database database, Outbox outbox, Letters letters) {
    this.database = database;
    this.outbox = outbox;
    this.letters = letters;
  }

  void mount(Router router, Endpoints endpoints) {
    router
        .get("/api/desk/mails/preview/:kind")
        .handler(endpoints.staff(WHO, (context, staff) -> preview(context)));
    router.get("/api/desk/mails").handler(endpoints.staff(WHO, (context, staff) -> dead()));
    router
        .post("/api/desk/mails/:id/retry")
        .handler(endpoints.staff(WHO, (context, staff) -> retry(context)));
  }

  record PreviewView(String kind, String subject, String text) {}

  private Answer preview(RoutingContext context) {
    var kind = MailKind.ofWire(context.pathParam("kind")).orElseThrow(ApiProblem::notFound);
    var letter = Specimen.of(kind, letters);
    return Answer.ok(new PreviewView(kind.wire(), letter.subject(), letter.text()));
  }

  record DeadView(boolean on, List<Outbox.Dead> dead) {}

  private Answer dead() {
    return Answer.ok(new DeadView(outbox.isOn(), database.query(outbox::dead)));
  }

  private Answer retry(RoutingContext context) {
    String id = context.pathParam("id");
    if (!database.query(sql -> outbox.revive(sql, id))) {
      throw ApiProblem.notFound();
    }
    return Answer.noContent();
  }
}
