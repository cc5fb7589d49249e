package live.nigiwai.bench;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** Debian's nginx as a yardstick: a configuration, a folder and ports of its own. */
final class Nginx implements AutoCloseable {
  private static final Path RTMP_MODULE = Path.of("/usr/lib/nginx/modules/ngx_rtmp_module.so");
  private static final long START_SECONDS_MAX = 10;

  private final Process process;
  private final Path folder;
  private final int httpPort;
  private final int rtmpPort;

  private Nginx(Process process, Path folder, int httpPort, int rtmpPort) {
    this.process = process;
    this.folder = folder;
    this.httpPort = httpPort;
    this.rtmpPort = rtmpPort;
  }

  /** Serves the files of its folder {@code www}, as one would serve HLS. */
  static Nginx files() throws IOException, InterruptedException {
    return start(false);
  }

  /** With its RTMP module: publishers at {@code /live}, HLS in fragments of 2 s. */
  static Nginx rtmp() throws IOException, InterruptedException {
    if (!Files.exists(RTMP_MODULE)) {
      throw new IllegalStateException("this needs Debian's libnginx-mod-rtmp");
    }
    return start(true);
  }

  /** With its nchan module and one worker: {@code POST /pub}, WebSocket at {@code /sub}. */
  static Nginx nchan() throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("nigiwai-nginx");
    int http = MeasuredServer.freePort();
    String text =
        """
        load_module MODULE;
        daemon off;
        user root;
        worker_processes 1;
        worker_rlimit_nofile 20000;
        pid FOLDER/nginx.pid;
        error_log FOLDER/error.log error;
        events { worker_connections 18000; }
        http {
          access_log off;
          tcp_nodelay on;
          keepalive_requests 100000000;
          nchan_shared_memory_size 256M;
          server {
            listen 127.0.0.1:HTTP backlog=4096;
            location = /pub {
              nchan_publisher;
              nchan_channel_id show;
              nchan_message_buffer_length 100;
            }
            location = /sub {
              nchan_subscriber websocket;
              nchan_channel_id show;
              nchan_subscriber_first_message newest;
            }
          }
        }
        """;
    return start(
        folder,
        text.replace("MODULE", NchanPeer.MODULE.toString())
            .replace("FOLDER", folder.toString())
            .replace("HTTP", String.valueOf(http)),
        http,
        0);
  }

  private static Nginx start(boolean withRtmp) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("nigiwai-nginx");
    Files.createDirectories(folder.resolve("www"));
    int http = MeasuredServer.freePort();
    int rtmp = MeasuredServer.freePort();
    int rtmpPort = withRtmp ? rtmp : 0;
    return start(folder, configuration(folder, http, rtmpPort), http, rtmpPort);
  }

  private static Nginx start(Path folder, String text, int http, int rtmp)
      throws IOException, InterruptedException {
    Path configuration = folder.resolve("nginx.conf");
    Files.writeString(configuration, text);
    var process =
        new ProcessBuilder("nginx", "-p", folder.toString(), "-c", configuration.toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("nginx.log").toFile())
            .start();
    var nginx = new Nginx(process, folder, http, rtmp);
    nginx.awaitListening(http);
    if (rtmp != 0) {
      nginx.awaitListening(rtmp);
    }
    return nginx;
  }

  private static String configuration(Path folder, int http, int rtmp) {
    String text =
        """
        daemon off;
        user root;
        worker_processes auto;
        worker_rlimit_nofile 16384;
        pid FOLDER/nginx.pid;
        error_log FOLDER/error.log error;
        events { worker_connections 8192; }
        http {
          access_log off;
          sendfile on;
          tcp_nopush on;
          tcp_nodelay on;
          keepalive_timeout 300s;
          keepalive_requests 100000000;
          open_file_cache max=1000 inactive=60s;
          types { application/vnd.apple.mpegurl m3u8; video/mp4 m4s mp4; video/mp2t ts; }
          server {
            listen 127.0.0.1:HTTP backlog=4096;
            location / { root FOLDER/www; add_header Cache-Control "public, max-age=86400"; }
          }
        }
        """;
    String publishing =
        """
        rtmp {
          server {
            listen 127.0.0.1:RTMP;
            chunk_size 4096;
            application live {
              live on;
              hls on;
              hls_path FOLDER/www/live;
              hls_fragment 2s;
              hls_playlist_length 24s;
            }
          }
        }
        """;
    String whole = rtmp == 0 ? text : "load_module " + RTMP_MODULE + ";\n" + text + publishing;
    return whole
        .replace("FOLDER", folder.toString())
        .replace("HTTP", String.valueOf(http))
        .replace("RTMP", String.valueOf(rtmp));
  }

  private void awaitListening(int port) throws IOException {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS_MAX);
    while (true) {
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
        return;
      } catch (IOException notYet) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          String said = Files.readString(folder.resolve("nginx.log"));
          close();
          throw new IOException("nginx did not start: " + said, notYet);
        }
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
      }
    }
  }

  Path www() {
    return folder.resolve("www");
  }

  int httpPort() {
    return httpPort;
  }

  String publishUrl(String name) {
    return "rtmp://127.0.0.1:" + rtmpPort + "/live/" + name;
  }

  /** Processor time of all its processes. */
  long cpuMicros() {
    List<Long> all =
        process.descendants().map(ProcessHandle::pid).collect(java.util.stream.Collectors.toList());
    all.add(process.pid());
    return all.stream().mapToLong(ProcessCpu::micros).sum();
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
    try {
      if (!process.waitFor(5, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      try (var all = Files.walk(folder)) {
        for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
    } catch (IOException left) {
      System.err.println("left behind: " + folder + " (" + left.getMessage() + ")");
    }
  }
}
