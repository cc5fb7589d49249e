package live.nigiwai.bench;

import io.netty.buffer.ByteBuf;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One viewer of low-latency HLS as hls.js is one over HTTP/1.1: two connections; on the first the
 * request for the next playlist is always outstanding (blocking reload, delta updates), on the
 * second the parts it lists are fetched one after the other. Joins by multivariant playlist, media
 * playlist, EXT-X-MAP and the newest independent part.
 *
 * <p>Its buffer is a sum: once all that is listed is there it plays {@value #TARGET_SECONDS} s
 * behind the end of it, at the speed of the clock; a part that is not there when its first picture
 * is due is a stall.
 *
 * <p><i>Threading</i>: the crowd's one event loop.
 */
final class LiveViewer {
  static final double TARGET_SECONDS = 1.5;

  /** What is counted over all viewers. */
  interface Counts {
    void playlist(long length);

    /**
     * @param whileWatching it was published after this viewer had joined
     */
    void part(Part part, long length, boolean whileWatching);

    void stalled(double seconds);

    void failed(String why);

    /** Calls back after the time a player waits before it tries again. */
    void later(Runnable again);
  }

  private final Playlists playlists;
  private final Counts counts;
  private final HttpLine playlistLine;
  private final HttpLine partLine;
  private final Deque<Part> wanted = new ArrayDeque<>();
  private int connected;
  private boolean joined;
  private long joinedNanos;
  private long position = -1;
  private double buffered;
  private double playing = -1;
  private ByteBuf asking;
  private boolean closed;

  LiveViewer(Playlists playlists, Counts counts) {
    this.playlists = playlists;
    this.counts = counts;
    this.asking = playlists.multivariant();
    this.playlistLine = new HttpLine(this::connected);
    this.partLine = new HttpLine(this::connected);
  }

  HttpLine playlistLine() {
    return playlistLine;
  }

  HttpLine partLine() {
    return partLine;
  }

  private void connected() {
    if (++connected == 2) {
      ask(playlists.multivariant(), this::chooseRung);
    }
  }

  private interface Body {
    void read(byte[] body, boolean gzip);
  }

  private void ask(ByteBuf request, Body next) {
    asking = request;
    playlistLine.get(
        request,
        true,
        new HttpLine.Asker() {
          @Override
          public void answered(int status, boolean gzip, byte[] body, long length) {
            if (status == 200) {
              counts.playlist(length);
              next.read(body, gzip);
            } else {
              counts.failed("playlist: " + status);
              again(request, next);
            }
          }

          @Override
          public void broken(String why) {
            lost("playlist: " + why);
          }
        });
  }

  private void again(ByteBuf request, Body next) {
    counts.later(
        () -> {
          if (!closed && playlistLine.free()) {
            ask(request, next);
          }
        });
  }

  private void chooseRung(byte[] body, boolean gzip) {
    ask(playlists.media(body, gzip), this::join);
  }

  private void join(byte[] body, boolean gzip) {
    Playlists.Edge edge = playlists.read(body, gzip);
    Part start = null;
    for (Part part : edge.parts) {
      start = part.independent ? part : start;
    }
    if (start == null) {
      again(asking, this::join);
      return;
    }
    position = start.position() - 1;
    get(playlists.map(edge), null);
    follow(edge);
  }

  private void reload(byte[] body, boolean gzip) {
    follow(playlists.read(body, gzip));
  }

  private void follow(Playlists.Edge edge) {
    for (Part part : edge.parts) {
      if (part.position() > position) {
        position = part.position();
        wanted.addLast(part);
      }
    }
    if (partLine.free()) {
      fetch();
    }
    if (edge.playlist.ended()) {
      return;
    }
    ask(edge.reload, this::reload);
  }

  private void fetch() {
    Part next = wanted.pollFirst();
    if (next != null) {
      get(next.request, next);
    }
  }

  private void get(ByteBuf request, @Nullable Part part) {
    partLine.get(
        request,
        false,
        new HttpLine.Asker() {
          @Override
          public void answered(int status, boolean gzip, byte[] body, long length) {
            if (status != 200) {
              counts.failed("part: " + status);
            } else if (part != null) {
              arrived(part, length);
            }
            if (partLine.free()) {
              fetch();
            }
          }

          @Override
          public void broken(String why) {
            lost("part: " + why);
          }
        });
  }

  private void arrived(Part part, long length) {
    if (part.bytes < 0) {
      part.bytes = length;
    } else if (part.bytes != length) {
      counts.failed("part: of different lengths");
    }
    counts.part(part, length, joined && part.publishedNanos > joinedNanos);
    if (!joined) {
      joined = true;
      joinedNanos = System.nanoTime();
    }
    play(part.seconds);
  }

  private void play(double seconds) {
    double now = System.nanoTime() / 1e9;
    if (playing >= 0 && now > playing + buffered) {
      counts.stalled(now - playing - buffered);
      playing = now - buffered;
    }
    buffered += seconds;
    if (playing < 0 && buffered >= TARGET_SECONDS && wanted.isEmpty()) {
      playing = now - (buffered - TARGET_SECONDS);
    }
  }

  boolean joined() {
    return joined;
  }

  private void lost(String why) {
    if (!closed) {
      counts.failed(why);
      close();
    }
  }

  boolean gone() {
    return closed;
  }

  void close() {
    closed = true;
    playlistLine.close();
    partLine.close();
  }
}
