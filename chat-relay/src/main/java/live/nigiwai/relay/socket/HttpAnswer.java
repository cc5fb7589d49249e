package live.nigiwai.relay.socket;

import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import live.nigiwai.relay.fanout.CloseCode;
import live.nigiwai.relay.fanout.Frame;
import live.nigiwai.relay.fanout.Outlet;
import live.nigiwai.runtime.http.ApiProblem;
import live.nigiwai.runtime.http.Endpoints;

/**
 * One HTTP response as an outlet: the first frame is the answer, and there is no second.
 *
 * <p><b>Threading</b>: confined to the request's event loop.
 */
final class HttpAnswer implements Outlet {
  private final RoutingContext context;
  private Runnable done = () -> {};
  private boolean closed;

  HttpAnswer(RoutingContext context) {
    this.context = context;
  }

  /** Runs once, when the answer was given or nobody waits for it any more. */
  void whenDone(Runnable done) {
    this.done = done;
    context.response().closeHandler(ignored -> finish());
  }

  private boolean finish() {
    boolean first = !closed;
    closed = true;
    if (first) {
      done.run();
    }
    return first;
  }

  @Override
  public void write(Frame frame) {
    if (finish()) {
      context
          .response()
          .putHeader("Content-Type", "application/json")
          .putHeader("Cache-Control", "no-store")
          .end(Buffer.buffer(frame.text()));
    }
  }

  /** There is nothing to answer. */
  void nothing() {
    if (finish()) {
      context.response().setStatusCode(204).end();
    }
  }

  @Override
  public void close(int code, String reason) {
    if (finish()) {
      Endpoints.refuse(
          context,
          code == CloseCode.MALFORMED
              ? ApiProblem.badRequest("bad_frame", reason)
              : code == CloseCode.NOT_ALLOWED ? ApiProblem.forbidden() : ApiProblem.unavailable());
    }
  }

  @Override
  public boolean writable() {
    return true;
  }

  @Override
  public long waitingBytes() {
    return 0;
  }

  @Override
  public boolean closed() {
    return closed;
  }

  @Override
  public boolean answers() {
    return false;
  }
}
