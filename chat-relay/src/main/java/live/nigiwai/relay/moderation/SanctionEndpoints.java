package live.nigiwai.relay.moderation;

import io.vertx.ext.web.RoutingContext;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import live.nigiwai.relay.moderation.Sanction.Kind;
import live.nigiwai.runtime.http.Answer;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Requests;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.runtime.postgres.Database;
import live.nigiwai.runtime.timeline.SaidWords;
import live.nigiwai.runtime.timeline.TimelineJson;
import live.nigiwai.show.Actor;
import live.nigiwai.show.ShowClock;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.ViewerId;
import live.nigiwai.show.timeline.LogId;
import live.nigiwai.show.timeline.Words;
import org.jspecify.annotations.Nullable;

/** Mute, ban and shadow over HTTP, and their undo. */
final class SanctionEndpoints {
  private static final int REASON_LENGTH_MAX = 200;
  private static final SecureRandom random = new SecureRandom();

  private final Database database;
  private final ShowClock clock;
  private final Sanctions sanctions;

  SanctionEndpoints(Database database, ShowClock clock, Sanctions sanctions) {
    this.database = database;
    this.clock = clock;
    this.sanctions = sanctions;
  }

  record SanctionView(
      String sid,
      String kind,
      String who,
      String name,
      String scope,
      @Nullable Long until,
      boolean device,
      boolean address,
      String reason,
      String by,
      long at,
      boolean lifted) {
    static SanctionView of(Sanctions.Kept kept) {
      var it = kept.sanction();
      return new SanctionView(
          it.id(),
          TimelineJson.wireName(it.kind()),
          it.account(),
          kept.name(),
          it.show() == null ? "company" : "show",
          it.untilMillis(),
          !it.device().isEmpty(),
          !it.network().isEmpty(),
          kept.reason(),
          kept.by(),
          kept.atMillis(),
          kept.lifted());
    }
  }

  record SanctionList(List<SanctionView> sanctions) {}

  Answer list(ShowId show) {
    return Answer.ok(new SanctionList(sanctions.in(show).stream().map(SanctionView::of).toList()));
  }

  record SanctionRequest(
      @Nullable String eid,
      @Nullable String who,
      @Nullable String kind,
      @Nullable String scope,
      @Nullable Long seconds,
      @Nullable Boolean device,
      @Nullable Boolean address,
      @Nullable String reason) {
    boolean withDevice() {
      return Boolean.TRUE.equals(device);
    }

    boolean withAddress() {
      return Boolean.TRUE.equals(address);
    }
  }

  Answer put(RoutingContext context, ShowId show, Visitor staff) {
    var wish = Requests.body(context, SanctionRequest.class);
    var kind = ModerationEndpoints.constant(Kind.class, "kind", wish.kind);
    boolean company = "company".equals(wish.scope);
    if (!company && wish.scope != null && !"show".equals(wish.scope)) {
      throw ApiProblem.badRequest("bad_value", "scope is show or company");
    }
    String reason = wish.reason == null ? "" : wish.reason.strip();
    if (reason.length() > REASON_LENGTH_MAX) {
      throw ApiProblem.badRequest(
          "bad_value", "reason has at most " + REASON_LENGTH_MAX + " characters");
    }
    var until = until(wish);
    var target = target(show, wish);
    var wanted =
        new Sanction(
            newId(),
            company ? null : show,
            kind,
            target.id,
            wish.withDevice() ? target.device : "",
            wish.withAddress() ? target.network : "",
            until);
    var kept = sanctions.put(show, wanted, new Words(target.name, reason), staff.actor());
    return Answer.created(SanctionView.of(kept));
  }

  /** An address belongs to many, so what is put on it ends within a day. */
  private @Nullable Long until(SanctionRequest wish) {
    Long seconds = wish.seconds;
    long max = wish.withAddress() ? Sanctions.ADDRESS_SECONDS_MAX : Sanctions.SECONDS_MAX;
    if (seconds != null && (seconds < 1 || seconds > max)) {
      throw ApiProblem.badRequest("bad_value", "seconds is 1-" + max);
    }
    if (seconds == null) {
      return wish.withAddress() ? clock.now().millis() + max * 1_000 : null;
    }
    return clock.now().millis() + seconds * 1_000;
  }

  private record Target(String id, String name, String device, String network) {}

  private Target target(ShowId show, SanctionRequest wish) {
    if ((wish.eid == null) == (wish.who == null)) {
      throw ApiProblem.badRequest("bad_value", "either eid or who");
    }
    return database.query(
        sql -> {
          String who = wish.who;
          if (wish.eid != null) {
            var said = SaidWords.find(sql, LogId.stage(show), wish.eid);
            if (said.isPresent() && said.get().actor().kind() != Actor.Kind.VIEWER) {
              throw staffTarget();
            }
            who =
                said.map(entry -> entry.actor().id())
                    .or(() -> HeldRows.find(sql, show, wish.eid).map(HeldRows.Held::author))
                    .orElseThrow(ApiProblem::notFound);
          }
          var id = new ViewerId(who == null ? "" : who).value();
          var known = Guestbook.find(sql, id);
          if (known.isEmpty() && wish.eid == null) {
            throw ApiProblem.notFound();
          }
          return known
              .map(
                  person ->
                      new Target(id, person.name(), person.device(), Network.of(person.address())))
              .orElse(new Target(id, "", "", ""));
        });
  }

  private static ApiProblem staffTarget() {
    return new ApiProblem(409, "staff", "スタッフには適用できません。", "This is a member of the staff.", false);
  }

  Answer lift(String sanctionId, Visitor staff) {
    if (!sanctions.lift(sanctionId, staff.actor())) {
      throw ApiProblem.notFound();
    }
    return Answer.noContent();
  }

  private static String newId() {
    var bytes = new byte[8];
    random.nextBytes(bytes);
    return "sn_" + HexFormat.of().formatHex(bytes);
  }
}
