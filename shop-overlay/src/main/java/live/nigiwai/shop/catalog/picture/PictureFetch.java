package live.nigiwai.shop.catalog.picture;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import live.nigiwai.runtime.http.ApiProblem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Gets a picture from an address that someone typed, without letting that address reach into our
 * own network: https on its ordinary port only; the name is looked up once, every address it has
 * must be public, and the connection goes to the very address that was looked at; redirects are not
 * followed; time and bytes are limited. What went wrong is logged, not told.
 *
 * <p><b>Threading</b>: any thread that may block.
 */
public final class PictureFetch {
  private static final Logger log = LoggerFactory.getLogger(PictureFetch.class);
  private static final int HTTPS = 443;
  private static final int ADDRESS_LENGTH_MAX = 2_000;
  private static final int SECONDS_MAX = 10;

  private final Vertx vertx;
  private final Lookup lookup;
  private final Predicate<InetAddress> allowed;
  private final HttpClientOptions options;
  private final int port;

  /** Turns a name into addresses. */
  interface Lookup {
    List<InetAddress> of(String host) throws UnknownHostException;
  }

  public PictureFetch(Vertx vertx) {
    this(
        vertx,
        host -> List.of(InetAddress.getAllByName(host)),
        PublicAddresses::isPublic,
        new HttpClientOptions(),
        HTTPS);
  }

  PictureFetch(
      Vertx vertx,
      Lookup lookup,
      Predicate<InetAddress> allowed,
      HttpClientOptions options,
      int port) {
    this.vertx = vertx;
    this.lookup = lookup;
    this.allowed = allowed;
    this.port = port;
    this.options =
        options
            .setSsl(true)
            .setVerifyHost(true)
            .setConnectTimeout(SECONDS_MAX * 1_000)
            .setIdleTimeout(SECONDS_MAX)
            .setKeepAlive(false);
  }

  /**
   * The bytes there; blocks.
   *
   * @throws ApiProblem 422 with one and the same answer for everything that may go wrong
   */
  public byte[] fetch(String address) {
    try {
      var uri = uri(address);
      return get(uri, at(uri.getHost()));
    } catch (UnknownHostException | IllegalArgumentException refused) {
      log.info("a picture was not fetched: {}", refused.getMessage());
      throw UnusablePicture.unreachable();
    }
  }

  private URI uri(String address) {
    if (address.length() > ADDRESS_LENGTH_MAX) {
      throw new IllegalArgumentException("the address is too long");
    }
    var uri = URI.create(address.strip());
    if (!"https".equals(uri.getScheme()) || uri.getHost() == null || uri.getUserInfo() != null) {
      throw new IllegalArgumentException("not a plain https address");
    }
    if (uri.getPort() != -1 && uri.getPort() != port) {
      throw new IllegalArgumentException("not the ordinary port");
    }
    return uri;
  }

  private InetAddress at(String host) throws UnknownHostException {
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    var addresses = lookup.of(bare);
    if (addresses.isEmpty() || !addresses.stream().allMatch(allowed)) {
      throw new IllegalArgumentException("the host is not on the open internet");
    }
    return addresses.getFirst();
  }

  private byte[] get(URI uri, InetAddress at) {
    var client = vertx.createHttpClient(options);
    String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    var request =
        new RequestOptions()
            .setMethod(HttpMethod.GET)
            .setServer(SocketAddress.inetSocketAddress(port, at.getHostAddress()))
            .setHost(uri.getHost())
            .setPort(port)
            .setSsl(true)
            .setFollowRedirects(false)
            .setURI(uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery())
            .putHeader("Accept", "image/*")
            .putHeader("User-Agent", "Nigiwai");
    try {
      return client
          .request(request)
          .compose(sent -> sent.send())
          .compose(PictureFetch::bytes)
          .toCompletionStage()
          .toCompletableFuture()
          .get(SECONDS_MAX, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      log.info("a picture was not fetched: {}", String.valueOf(failed.getCause()));
      throw UnusablePicture.unreachable();
    } catch (TimeoutException late) {
      log.info("a picture was not fetched: it took too long");
      throw UnusablePicture.unreachable();
    } catch (InterruptedException interrupted) {
      Thread.currentThread().interrupt();
      throw UnusablePicture.unreachable();
    } finally {
      var unused = client.close();
    }
  }

  private static Future<byte[]> bytes(HttpClientResponse response) {
    if (response.statusCode() != 200) {
      return Future.failedFuture("HTTP " + response.statusCode());
    }
    var all = Buffer.buffer();
    var done = new CompletableFuture<byte[]>();
    response.handler(
        part -> {
          all.appendBuffer(part);
          if (all.length() > PictureWorks.BYTES_MAX) {
            done.completeExceptionally(new IllegalStateException("too many bytes"));
            response.request().reset();
          }
        });
    response.exceptionHandler(done::completeExceptionally);
    response.endHandler(end -> done.complete(all.getBytes()));
    return Future.fromCompletionStage(done);
  }
}
