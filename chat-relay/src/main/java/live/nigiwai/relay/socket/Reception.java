package live.nigiwai.relay.socket;

import io.vertx.core.http.Cookie;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import java.util.Optional;
import java.util.Set;
import live.nigiwai.relay.RelayConfig;
import live.nigiwai.relay.RelayShows;
import live.nigiwai.relay.fanout.CloseCode;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.ClientAddresses;
import live.nigiwai.runtime.http.Pass;
import live.nigiwai.runtime.http.Requests;
import live.nigiwai.runtime.http.Visitor;
import live.nigiwai.show.ShowId;
import live.nigiwai.show.timeline.ShowTimeline;
import live.nigiwai.show.timeline.Timelines;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at who comes, through whichever door: from which page, how many of them there are, to which
 * show, and who they are.
 *
 * <p><b>Threading</b>: any thread; only {@link #find} blocks.
 */
public final class Reception {
  private static final Logger log = LoggerFactory.getLogger(Reception.class);

  /** The cookie with which an invited viewer's page follows the show. */
  private static final String INVITATION = "np";

  private final House house;
  private final Timelines timelines;
  private final RelayShows shows;
  private final ClientAddresses addresses;
  private final Origins origins;
  private final Admission admission;
  private volatile boolean closed;

  public Reception(
      House house,
      Timelines timelines,
      RelayShows shows,
      ClientAddresses addresses,
      RelayConfig config) {
    this.house = house;
    this.timelines = timelines;
    this.shows = shows;
    this.addresses = addresses;
    this.origins = new Origins(config.origins());
    this.admission =
        new Admission(
            new Admission.Limits(
                config.socketsMax(),
                config.socketsPerAddressMax(),
                config.joinBurst(),
                config.joinsPerSecond()),
            house.nanoTime());
    house.meters().gauge("nigiwai.relay.sockets", admission, Admission::total);
  }

  /** The address whose connections are counted together. */
  String address(HttpServerRequest request) {
    return ClientAddresses.range(addresses.of(request));
  }

  /** Whether the page that asks may act for its visitor. */
  boolean admitsPage(HttpServerRequest request) {
    boolean admitted =
        origins.admits(request.getHeader(HttpHeaders.ORIGIN), request.getHeader("Host"));
    if (!admitted) {
      house.count("refused", "why", "origin");
    }
    return admitted;
  }

  /** Whoever is admitted must {@link #leave}. */
  Admission.Verdict enter(String address) {
    return closed ? Admission.Verdict.TOO_FAST : admission.enter(address);
  }

  void leave(String address) {
    admission.leave(address);
  }

  /** Lets nobody in any more. */
  void close() {
    closed = true;
  }

  boolean closed() {
    return closed;
  }

  int present() {
    return admission.total();
  }

  /** Who comes to which show, or why not. */
  sealed interface Found {
    /**
     * @param pass what they came by; null where it was a cookie
     */
    record Guest(ShowTimeline stage, ShowTimeline backstage, Caller caller, @Nullable Pass pass)
        implements Found {}

    record Nobody(int code, String reason) implements Found {}
  }

  /** Asks the database who this is; a cookie they get is in the response's headers. */
  Found find(HttpServerRequest request, String showName) {
    try {
      var show = new ShowId(showName);
      if (!shows.exists(show)) {
        return new Found.Nobody(CloseCode.NO_SUCH_SHOW, "no such show");
      }
      var brought = Set.copyOf(request.cookies());
      var pass = pass(request, show);
      var visitor = pass == null ? identify(request) : pass.visitor();
      if (pass == null && !visitor.isStaff() && !shows.admits(show, invitation(request))) {
        return new Found.Nobody(CloseCode.NOT_ALLOWED, "by invitation");
      }
      var caller = new Caller(visitor, addresses.of(request), Device.of(request));
      sendCookies(request, brought);
      return new Found.Guest(timelines.stage(show), timelines.backstage(show), caller, pass);
    } catch (IllegalArgumentException notAnId) {
      return new Found.Nobody(CloseCode.NO_SUCH_SHOW, "no such show");
    } catch (ApiProblem refused) {
      return new Found.Nobody(CloseCode.BAD_TOKEN, refused.code());
    } catch (RuntimeException away) {
      log.warn("a visitor could not be identified: {}", away.toString());
      return new Found.Nobody(CloseCode.OVERLOADED, "unavailable");
    }
  }

  /** What the page's own request for the show left behind. */
  private static String invitation(HttpServerRequest request) {
    var cookie = request.getCookie(INVITATION);
    return cookie == null ? "" : cookie.getValue();
  }

  private @Nullable Pass pass(HttpServerRequest request, ShowId show) {
    String token = Requests.bearer(request);
    return token == null
        ? null
        : house
            .visitors()
            .pass(token)
            .filter(found -> found.opens(show))
            .orElseThrow(ApiProblem::badToken);
  }

  private Visitor identify(HttpServerRequest request) {
    Optional<Visitor> staff = house.visitors().staff(request);
    return staff.orElseGet(() -> house.visitors().viewer(request));
  }

  /** Sends the cookies that were made: Vert.x writes them with a head that an upgrade lacks. */
  private static void sendCookies(HttpServerRequest request, Set<Cookie> brought) {
    for (var cookie : request.cookies()) {
      if (!brought.contains(cookie)) {
        request.response().headers().add(HttpHeaders.SET_COOKIE, cookie.encode());
      }
    }
  }
}
