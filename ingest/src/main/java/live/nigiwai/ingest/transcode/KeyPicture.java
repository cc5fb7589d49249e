package live.nigiwai.ingest.transcode;

import static org.bytedeco.ffmpeg.global.avutil.AV_PIX_FMT_BGR24;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;
import live.nigiwai.ingest.media.AvcConfig;
import live.nigiwai.ingest.media.Sample;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;

/** One key frame as a picture. Owns nothing native once it is made. */
public final class KeyPicture {
  private final BufferedImage image;

  private KeyPicture(BufferedImage image) {
    this.image = image;
  }

  /**
   * Decodes a picture that decoding can start with; takes some milliseconds.
   *
   * @param widthsMost one picture is made for each, scaled down to it
   * @throws RuntimeException where it is damaged
   */
  public static List<KeyPicture> decode(AvcConfig config, Sample key, int... widthsMost) {
    List<KeyPicture> made = new ArrayList<>(widthsMost.length);
    int displayWidth = config.format().displayWidth();
    try (VideoDecoder decoder = VideoDecoder.forSmallPictures(config)) {
      VideoDecoder.Frames frames =
          frame -> {
            for (int i = made.size(); i < widthsMost.length; i++) {
              made.add(new KeyPicture(image(frame, displayWidth, widthsMost[i])));
            }
          };
      decoder.decode(key, frames);
      decoder.drain(frames);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (made.size() < widthsMost.length) {
      throw new IllegalStateException("the key frame cannot be decoded by itself");
    }
    return made;
  }

  private static BufferedImage image(AVFrame frame, int displayWidth, int widthMost) {
    int width = Math.min(widthMost, displayWidth) & ~1;
    int height = (int) Math.round((double) width * frame.height() / displayWidth) & ~1;
    BufferedImage image =
        new BufferedImage(width, Math.max(2, height), BufferedImage.TYPE_3BYTE_BGR);
    byte[] target = ((DataBufferByte) image.getRaster().getDataBuffer()).getData();
    try (VideoScaler scaler = new VideoScaler(width, image.getHeight(), AV_PIX_FMT_BGR24)) {
      AVFrame scaled = scaler.scale(frame);
      BytePointer lines = scaled.data(0);
      for (int y = 0; y < image.getHeight(); y++) {
        lines.position((long) y * scaled.linesize(0)).get(target, y * width * 3, width * 3);
      }
    }
    return image;
  }

  /**
   * As JPEG.
   *
   * @param quality 0-1
   */
  public byte[] jpeg(float quality) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ImageOutputStream stream = ImageIO.createImageOutputStream(out)) {
      ImageWriteParam how = writer.getDefaultWriteParam();
      how.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
      how.setCompressionQuality(quality);
      writer.setOutput(stream);
      writer.write(null, new IIOImage(image, null, null), how);
    } catch (IOException e) {
      throw new UncheckedIOException("memory is always writable", e);
    } finally {
      writer.dispose();
    }
    return out.toByteArray();
  }
}
