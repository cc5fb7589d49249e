package live.nigiwai.shop.catalog.picture;

import com.luciad.imageio.webp.CompressionType;
import com.luciad.imageio.webp.WebPImageReaderSpi;
import com.luciad.imageio.webp.WebPImageWriterSpi;
import com.luciad.imageio.webp.WebPWriteParam;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageInputStream;
import javax.imageio.stream.MemoryCacheImageOutputStream;
import live.nigiwai.runtime.http.ApiProblem;

/**
 * Makes our pictures out of someone's: whatever came, what is kept are pixels that we wrote,
 * without position, camera or anything else that a file can carry. The size is read before the
 * pixels are, and large pictures are read thinned, so that a small file cannot fill the memory.
 *
 * <p>JPEG and PNG are read by the JDK; WebP is read and written by libwebp (webp-imageio).
 *
 * <p><b>Threading</b>: any thread that may block; two platform threads do the work, a few wait.
 */
public final class PictureWorks implements AutoCloseable {
  public static final int BYTES_MAX = 10 << 20;

  private static final int SIDE_MAX = 12_000;
  private static final long PIXELS_MAX = 40_000_000L;
  private static final int SIDE_MIN = 16;
  private static final int RATIO_MAX = 5;

  /** The long side of what is kept. */
  private static final int KEPT_MAX = 1_600;

  private static final int[] WIDTHS = {320, 640, 1_000};
  private static final float JPEG_QUALITY = 0.85f;
  private static final float WEBP_QUALITY = 0.8f;
  private static final int THREADS = 2;
  private static final int WAITING_MAX = 8;
  private static final int SECONDS_MAX = 30;

  private final ThreadPoolExecutor threads;

  public PictureWorks() {
    threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            30,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING_MAX),
            Thread.ofPlatform().name("pictures-", 0).daemon().factory());
    threads.allowCoreThreadTimeOut(true);
  }

  /** One file of a picture. */
  public record Made(byte[] bytes, String contentType, int width, int height) {}

  /**
   * A picture ready to be stored.
   *
   * @param jpeg the picture itself
   * @param webp the same, narrowest first
   */
  public record Prepared(Made jpeg, List<Made> webp) {}

  /**
   * Blocks until it is made.
   *
   * @throws ApiProblem 422 with words when the bytes are no picture we take, 503 when too many wait
   */
  public Prepared prepare(byte[] bytes) {
    if (bytes.length > BYTES_MAX) {
      throw UnusablePicture.tooLarge();
    }
    Future<Prepared> work;
    try {
      work = threads.submit(() -> make(bytes));
    } catch (RejectedExecutionException full) {
      throw ApiProblem.unavailable();
    }
    try {
      return work.get(SECONDS_MAX, TimeUnit.SECONDS);
    } catch (ExecutionException failed) {
      throw failed.getCause() instanceof ApiProblem refused
          ? refused
          : new IllegalStateException("a picture could not be written", failed.getCause());
    } catch (TimeoutException late) {
      work.cancel(true);
      throw ApiProblem.unavailable();
    } catch (InterruptedException interrupted) {
      work.cancel(true);
      Thread.currentThread().interrupt();
      throw ApiProblem.unavailable();
    }
  }

  private static Prepared make(byte[] bytes) {
    var upright = Orientation.upright(read(bytes), Orientation.ofJpeg(bytes));
    var kept = within(upright, KEPT_MAX);
    var webp = new ArrayList<Made>();
    for (int width : WIDTHS) {
      if (width < kept.getWidth()) {
        int height = Math.max(1, Math.round((float) width * kept.getHeight() / kept.getWidth()));
        webp.add(webp(scaled(kept, width, height)));
      }
    }
    webp.add(webp(kept));
    return new Prepared(jpeg(kept), webp);
  }

  private static BufferedImage read(byte[] bytes) {
    var reader = reader(bytes);
    try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      reader.setInput(in, true, true);
      int width = reader.getWidth(0);
      int height = reader.getHeight(0);
      requireSensible(width, height);
      var param = reader.getDefaultReadParam();
      int thin = (Math.max(width, height) + 2 * KEPT_MAX - 1) / (2 * KEPT_MAX);
      // libwebp's reader has no thinning; its pictures are at most the pixels we take anyway.
      if (thin > 1 && !isWebp(bytes)) {
        param.setSourceSubsampling(thin, thin, 0, 0);
      }
      return onPaper(reader.read(0, param));
    } catch (IOException | RuntimeException malformed) {
      throw malformed instanceof ApiProblem refused ? refused : UnusablePicture.broken();
    } finally {
      reader.dispose();
    }
  }

  private static void requireSensible(int width, int height) {
    if (width > SIDE_MAX || height > SIDE_MAX || (long) width * height > PIXELS_MAX) {
      throw UnusablePicture.tooManyPixels();
    }
    int small = Math.min(width, height);
    if (small < SIDE_MIN || Math.max(width, height) > (long) small * RATIO_MAX) {
      throw UnusablePicture.tooNarrow();
    }
  }

  /** By what the bytes are, whatever they are called. */
  private static ImageReader reader(byte[] bytes) {
    if (startsWith(bytes, 0, 0xFF, 0xD8, 0xFF)) {
      return ImageIO.getImageReadersByFormatName("jpeg").next();
    }
    if (startsWith(bytes, 0, 0x89, 'P', 'N', 'G', 0x0D, 0x0A, 0x1A, 0x0A)) {
      return ImageIO.getImageReadersByFormatName("png").next();
    }
    if (isWebp(bytes)) {
      return new WebPImageReaderSpi().createReaderInstance(null);
    }
    throw UnusablePicture.unknown();
  }

  private static boolean isWebp(byte[] bytes) {
    return startsWith(bytes, 0, 'R', 'I', 'F', 'F') && startsWith(bytes, 8, 'W', 'E', 'B', 'P');
  }

  private static boolean startsWith(byte[] bytes, int at, int... wanted) {
    if (bytes.length < at + wanted.length) {
      return false;
    }
    for (int i = 0; i < wanted.length; i++) {
      if ((bytes[at + i] & 0xFF) != wanted[i]) {
        return false;
      }
    }
    return true;
  }

  /** In sRGB, on white where it was transparent. */
  private static BufferedImage onPaper(BufferedImage image) {
    var out = new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    Graphics2D draw = out.createGraphics();
    draw.setColor(Color.WHITE);
    draw.fillRect(0, 0, out.getWidth(), out.getHeight());
    draw.drawImage(image, 0, 0, null);
    draw.dispose();
    return out;
  }

  private static BufferedImage within(BufferedImage image, int sideMax) {
    int longSide = Math.max(image.getWidth(), image.getHeight());
    if (longSide <= sideMax) {
      return image;
    }
    double by = (double) sideMax / longSide;
    return scaled(
        image,
        Math.max(1, (int) Math.round(image.getWidth() * by)),
        Math.max(1, (int) Math.round(image.getHeight() * by)));
  }

  /** By halves first: one large step would skip pixels. */
  private static BufferedImage scaled(BufferedImage image, int width, int height) {
    var from = image;
    while (from.getWidth() >= 2 * width && from.getHeight() >= 2 * height) {
      from =
          drawn(
              from,
              from.getWidth() / 2,
              from.getHeight() / 2,
              RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    }
    return drawn(from, width, height, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
  }

  private static BufferedImage drawn(BufferedImage image, int width, int height, Object how) {
    var out = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D draw = out.createGraphics();
    draw.setRenderingHint(RenderingHints.KEY_INTERPOLATION, how);
    draw.drawImage(image, 0, 0, width, height, null);
    draw.dispose();
    return out;
  }

  private static Made jpeg(BufferedImage image) {
    var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    var param = writer.getDefaultWriteParam();
    param.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    param.setCompressionQuality(JPEG_QUALITY);
    return written(writer, param, image, "image/jpeg");
  }

  private static Made webp(BufferedImage image) {
    var param = new WebPWriteParam(Locale.ROOT);
    param.setCompressionType(CompressionType.Lossy);
    param.setCompressionQuality(WEBP_QUALITY);
    var writer = new WebPImageWriterSpi().createWriterInstance(null);
    return written(writer, param, image, "image/webp");
  }

  private static Made written(
      ImageWriter writer, ImageWriteParam param, BufferedImage image, String type) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), param);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    } finally {
      writer.dispose();
    }
    return new Made(bytes.toByteArray(), type, image.getWidth(), image.getHeight());
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
