package live.nigiwai.web.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bytedeco.ffmpeg.global.avcodec.*;
import static org.bytedeco.ffmpeg.global.avformat.*;
import static org.bytedeco.ffmpeg.global.avutil.*;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.avcodec.AVCodec;
import org.bytedeco.ffmpeg.avcodec.AVCodecContext;
import org.bytedeco.ffmpeg.avcodec.AVPacket;
import org.bytedeco.ffmpeg.avformat.AVFormatContext;
import org.bytedeco.ffmpeg.avformat.AVInputFormat;
import org.bytedeco.ffmpeg.avutil.AVDictionary;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.PointerPointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PublicationTest {
  private static final long START = 1_800_000_000_000L;
  private static final long DAY = 86_400_000;

  @TempDir Path folder;

  @Test
  void decodesToTheFramesThatWereDrawn() throws IOException {
    ProgrammeFormat format = ProgrammeFormat.DEFAULT;
    Scene scene = Scene.load(format, () -> false);
    String file = folder.resolve("programme.flv").toString();
    int frames = 110;
    try (Publication out = Publication.open(file, format, () -> false)) {
      Reel reel = new Reel(scene, new Music(), out, START);
      for (int i = 0; i < frames; i++) {
        reel.turn(i, START + i * 40L, true);
      }
    }
    Seen seen = decode(file, scene, format);
    assertThat(seen.times).hasSize(frames);
    for (int i = 0; i < frames; i++) {
      assertThat(seen.times.get(i)).isEqualTo((int) ((START + i * 40L) % DAY));
    }
    // The AAC encoder's priming moves picture and sound together by one audio frame.
    long first = seen.keyframes.getFirst();
    assertThat(first).isBetween(0L, 25L);
    assertThat(seen.keyframes).containsExactly(first, first + 2_000, first + 4_000);
    assertThat(seen.audioMillis).isBetween(frames * 40L - 100, frames * 40L + 100);
  }

  /** As on a busy machine: the pictures that remain keep their times, and so does the sound. */
  @Test
  void picturesLeftOutMoveNeitherKeyFramesNorSound() throws IOException {
    ProgrammeFormat format = new ProgrammeFormat(180, 320, 25, 300_000, 128_000);
    Scene scene = Scene.load(format, () -> false);
    String file = folder.resolve("late.flv").toString();
    int turns = 220;
    try (Publication out = Publication.open(file, format, () -> false)) {
      Reel reel = new Reel(scene, new Music(), out, START);
      for (int i = 0; i < turns; i++) {
        boolean onTime = i < 20 || i >= 70 && i < 95 || i >= 160 && i % 3 != 0;
        reel.turn(i, START + i * 40L, onTime);
      }
    }
    Seen seen = decode(file, scene, format);
    long first = seen.keyframes.getFirst();
    assertThat(seen.keyframes)
        .containsExactly(first, first + 2_000, first + 4_000, first + 6_000, first + 8_000);
    assertThat(seen.pts).hasSizeLessThan(turns / 2).hasSameSizeAs(seen.times);
    for (int i = 0; i < seen.pts.size(); i++) {
      assertThat(seen.times.get(i)).isEqualTo((int) ((START + seen.pts.get(i) - first) % DAY));
    }
    assertThat(seen.audioMillis).isBetween(turns * 40L - 100, turns * 40L + 100);
  }

  private record Seen(
      List<Integer> times, List<Long> pts, List<Long> keyframes, long audioMillis) {}

  private static Seen decode(String file, Scene scene, ProgrammeFormat format) {
    AVFormatContext input = new AVFormatContext(null);
    assertThat(avformat_open_input(input, file, (AVInputFormat) null, (AVDictionary) null))
        .isGreaterThanOrEqualTo(0);
    assertThat(avformat_find_stream_info(input, (PointerPointer<?>) null))
        .isGreaterThanOrEqualTo(0);
    int video = av_find_best_stream(input, AVMEDIA_TYPE_VIDEO, -1, -1, (AVCodec) null, 0);
    AVCodecContext decoder = avcodec_alloc_context3(avcodec_find_decoder(AV_CODEC_ID_H264));
    avcodec_parameters_to_context(decoder, input.streams(video).codecpar());
    decoder.thread_count(1);
    assertThat(avcodec_open2(decoder, null, (AVDictionary) null)).isZero();
    AVPacket packet = av_packet_alloc();
    AVFrame frame = av_frame_alloc();
    Canvas canvas = new Canvas(format.width(), format.height());
    List<Integer> times = new ArrayList<>();
    List<Long> pts = new ArrayList<>();
    List<Long> keyframes = new ArrayList<>();
    long audio = 0;
    while (av_read_frame(input, packet) >= 0) {
      if (packet.stream_index() == video) {
        pts.add(packet.pts());
        if ((packet.flags() & AV_PKT_FLAG_KEY) != 0) {
          keyframes.add(packet.pts());
        }
        avcodec_send_packet(decoder, packet);
        drain(decoder, frame, canvas, scene, times);
      } else {
        audio = packet.pts();
      }
      av_packet_unref(packet);
    }
    avcodec_send_packet(decoder, null);
    drain(decoder, frame, canvas, scene, times);
    av_frame_free(frame);
    av_packet_free(packet);
    avcodec_free_context(decoder);
    avformat_close_input(input);
    return new Seen(times, pts, keyframes, audio);
  }

  private static void drain(
      AVCodecContext decoder, AVFrame frame, Canvas canvas, Scene scene, List<Integer> times) {
    while (avcodec_receive_frame(decoder, frame) >= 0) {
      BytePointer plane = frame.data(0);
      for (int row = 0; row < canvas.height; row++) {
        plane
            .position((long) row * frame.linesize(0))
            .get(canvas.luma, row * canvas.width, canvas.width);
      }
      times.add(SceneTest.read(scene, canvas).orElse(-1));
    }
  }
}
