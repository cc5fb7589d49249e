package live.nigiwai.testkit.hls;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import live.nigiwai.testkit.hls.Box.MalformedException;
import live.nigiwai.testkit.hls.Fragment.Run;
import live.nigiwai.testkit.hls.Fragment.Sample;
import live.nigiwai.testkit.hls.Movie.Defaults;
import live.nigiwai.testkit.hls.Movie.Track;
import org.jspecify.annotations.Nullable;

/** Reads fMP4 (ISO/IEC 14496-12) as strictly as a decoder that has no second chance. */
final class BoxParser {
  private static final int NON_SYNC = 0x1_0000;
  private static final int BASE_IS_MOOF = 0x2_0000;

  private BoxParser() {}

  static Movie movie(byte[] file) throws MalformedException {
    List<Box> boxes = Box.in(file);
    if (boxes.isEmpty() || !boxes.getFirst().type().equals("ftyp")) {
      throw new MalformedException("an initialisation segment begins with ftyp");
    }
    Box moov = one(boxes, "moov");
    List<Track> tracks = new ArrayList<>();
    Box mvex = moov.required("mvex");
    for (Box trak : moov.children()) {
      if (trak.type().equals("trak")) {
        tracks.add(track(trak, mvex));
      }
    }
    return new Movie(tracks);
  }

  private static Box one(List<Box> boxes, String type) throws MalformedException {
    List<Box> found = boxes.stream().filter(box -> box.type().equals(type)).toList();
    if (found.size() != 1) {
      throw new MalformedException(found.size() + " boxes " + type);
    }
    return found.getFirst();
  }

  private static Track track(Box trak, Box mvex) throws MalformedException {
    Box.Reader tkhd = trak.required("tkhd").reader();
    int version = tkhd.u8();
    long id = tkhd.skip(3 + (version == 1 ? 16 : 8)).u32();
    tkhd.skip(4 + (version == 1 ? 8 : 4) + 52);
    int width = (int) (tkhd.u32() >> 16);
    int height = (int) (tkhd.u32() >> 16);
    Box.Reader mdhd = trak.path("mdia", "mdhd").reader();
    int mdhdVersion = mdhd.u8();
    long timescale = mdhd.skip(3 + (mdhdVersion == 1 ? 16 : 8)).u32();
    String handler = new String(trak.path("mdia", "hdlr").reader().skip(8).bytes(4), ISO_8859_1);
    Box stsd = trak.path("mdia", "minf", "stbl", "stsd");
    List<Box> entries = stsd.childrenAfter(8);
    if (entries.size() != 1) {
      throw new MalformedException(entries.size() + " sample entries");
    }
    Box entry = entries.getFirst();
    boolean editList = trak.child("edts").isPresent();
    return switch (entry.type()) {
      case "avc1", "avc3" -> {
        Box.Reader fields = entry.reader().skip(24);
        int entryWidth = fields.u16();
        int entryHeight = fields.u16();
        Box avcC = one(entry.childrenAfter(78), "avcC");
        Box.Reader record = avcC.reader().skip(1);
        String profile = "%02x%02x%02x".formatted(record.u8(), record.u8(), record.u8());
        int lengthSize = (record.u8() & 3) + 1;
        if ((record.u8() & 31) == 0) {
          throw new MalformedException("avcC has no sequence parameter set");
        }
        PictureSize picture = PictureSize.of(record.bytes(record.u16()));
        String codec = entry.type() + "." + profile;
        yield new Track(
            id,
            handler,
            timescale,
            width,
            height,
            picture,
            entryWidth,
            entryHeight,
            codec,
            lengthSize,
            editList,
            defaults(mvex, id));
      }
      case "mp4a" -> {
        String codec = "mp4a.40." + objectType(one(entry.childrenAfter(28), "esds"));
        yield new Track(
            id,
            handler,
            timescale,
            0,
            0,
            PictureSize.NONE,
            0,
            0,
            codec,
            0,
            editList,
            defaults(mvex, id));
      }
      default -> throw new MalformedException("a sample entry " + entry.type());
    };
  }

  private static Defaults defaults(Box mvex, long id) throws MalformedException {
    for (Box trex : mvex.children()) {
      if (trex.type().equals("trex")) {
        Box.Reader fields = trex.reader().skip(4);
        if (fields.u32() == id) {
          fields.skip(4);
          return new Defaults(fields.u32(), fields.u32(), fields.u32());
        }
      }
    }
    throw new MalformedException("mvex has no trex of track " + id);
  }

  /** The first five bits of AudioSpecificConfig, inside the descriptors of ISO/IEC 14496-1. */
  private static int objectType(Box esds) throws MalformedException {
    Box.Reader fields = esds.reader().skip(4);
    while (fields.left() > 0) {
      int tag = fields.u8();
      int length = 0;
      int more;
      do {
        more = fields.u8();
        length = length << 7 | more & 0x7f;
      } while (more >= 0x80);
      switch (tag) {
        case 3 -> fields.skip(3);
        case 4 -> fields.skip(13);
        case 5 -> {
          return fields.u8() >> 3;
        }
        default -> fields.skip(length);
      }
    }
    throw new MalformedException("esds has no configuration");
  }

  /** Every pair of {@code moof} and {@code mdat}. */
  static List<Fragment> fragments(byte[] file, Movie movie) throws MalformedException {
    List<Fragment> fragments = new ArrayList<>();
    Box moof = null;
    for (Box box : Box.in(file)) {
      switch (box.type()) {
        case "moof" -> {
          if (moof != null) {
            throw new MalformedException("a moof without mdat");
          }
          moof = box;
        }
        case "mdat" -> {
          if (moof == null) {
            throw new MalformedException("an mdat without moof");
          }
          fragments.add(fragment(moof, box, movie));
          moof = null;
        }
        case "styp", "sidx", "emsg", "prft", "free" -> {}
        default -> throw new MalformedException("a box " + box.type());
      }
    }
    if (moof != null || fragments.isEmpty()) {
      throw new MalformedException("no complete fragment");
    }
    return fragments;
  }

  private static Fragment fragment(Box moof, Box mdat, Movie movie) throws MalformedException {
    long sequence = moof.required("mfhd").reader().skip(4).u32();
    List<Run> runs = new ArrayList<>();
    long bytes = 0;
    for (Box traf : moof.children()) {
      if (traf.type().equals("traf")) {
        Run run = run(traf, moof, mdat, movie);
        runs.add(run);
        bytes += run.samples().stream().mapToLong(Sample::size).sum();
      }
    }
    if (bytes != mdat.length()) {
      throw new MalformedException(
          String.format(Locale.ROOT, "samples have %d bytes, mdat %d", bytes, mdat.length()));
    }
    return new Fragment(sequence, runs);
  }

  private static Run run(Box traf, Box moof, Box mdat, Movie movie) throws MalformedException {
    Box.Reader tfhd = traf.required("tfhd").reader();
    long flags = tfhd.u32() & 0xff_ffff;
    long id = tfhd.u32();
    Track track = movie.track(id).orElse(null);
    Defaults trex = track == null ? new Defaults(0, 0, 0) : track.defaults();
    if ((flags & BASE_IS_MOOF) == 0 || (flags & 1) != 0) {
      throw new MalformedException("tfhd without default-base-is-moof");
    }
    if ((flags & 2) != 0) {
      tfhd.skip(4);
    }
    Defaults defaults =
        new Defaults(
            (flags & 8) != 0 ? tfhd.u32() : trex.duration(),
            (flags & 0x10) != 0 ? tfhd.u32() : trex.size(),
            (flags & 0x20) != 0 ? tfhd.u32() : trex.flags());
    Box.Reader tfdt = traf.required("tfdt").reader();
    boolean wide = tfdt.u32() >> 24 == 1;
    long base = wide ? tfdt.u64() : tfdt.u32();
    List<Sample> samples = new ArrayList<>();
    for (Box box : traf.children()) {
      if (box.type().equals("trun")) {
        trun(box, defaults, moof, mdat, samples);
      }
    }
    return new Run(id, base, samples);
  }

  private static void trun(Box trun, Defaults defaults, Box moof, Box mdat, List<Sample> into)
      throws MalformedException {
    Box.Reader fields = trun.reader();
    long flags = fields.u32() & 0xff_ffff;
    long count = fields.u32();
    long at = moof.start() + ((flags & 1) != 0 ? fields.s32() : 0);
    Long first = (flags & 4) != 0 ? fields.u32() : null;
    for (long i = 0; i < count; i++) {
      long duration = (flags & 0x100) != 0 ? fields.u32() : defaults.duration();
      long size = (flags & 0x200) != 0 ? fields.u32() : defaults.size();
      long said = (flags & 0x400) != 0 ? fields.u32() : defaults.flags();
      long shown = (flags & 0x800) != 0 ? fields.s32() : 0;
      if (at < mdat.body() || at + size > mdat.end()) {
        throw new MalformedException("sample " + i + " lies outside mdat");
      }
      long of = flagsOf(i, first, said);
      into.add(new Sample((int) at, (int) size, duration, shown, (of & NON_SYNC) == 0));
      at += size;
    }
    if (fields.left() != 0) {
      throw new MalformedException(fields.left() + " bytes too many in trun");
    }
  }

  private static long flagsOf(long index, @Nullable Long first, long said) {
    return index == 0 && first != null ? first : said;
  }
}
