package live.nigiwai.relay.fanout;

import java.util.concurrent.Executor;

/** Runs a task on a loop some time later. */
public interface Delay {
  void after(Executor loop, long nanos, Runnable task);
}
