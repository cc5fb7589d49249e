package live.nigiwai.shop.postcode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipInputStream;

/**
 * Reads Japan Post's files: {@code KEN_ALL.CSV} (Shift_JIS) and {@code utf_ken_all.csv}, plain or
 * zipped. Pure.
 *
 * <p>A town's field holds remarks as well as names, and in the Shift_JIS file a long one goes on
 * over the next rows: it is over once its parenthesis is closed.
 */
final class KenAll {
  private static final Charset SHIFT_JIS = Charset.forName("windows-31j");
  private static final int CODE = 2;
  private static final int PREFECTURE = 6;
  private static final int CITY = 7;
  private static final int TOWN = 8;
  static final int BYTES_MAX = 64 * 1024 * 1024;
  private static final Pattern FIELD =
      Pattern.compile("\"((?:[^\"]|\"\")*)\"(?:,|$)|([^,]*)(?:,|$)");
  private static final Pattern POSTAL = Pattern.compile("[0-9]{7}");
  private static final Pattern REMARK = Pattern.compile("（[^）]*）?|\\([^)]*\\)?");

  private KenAll() {}

  /** The file is no such file; the message says where. */
  static final class Malformed extends Exception {
    Malformed(String what) {
      super(what);
    }
  }

  /** Places by code, in the file's order. */
  static Map<String, List<Place>> read(byte[] file) throws Malformed {
    var places = new LinkedHashMap<String, Set<Place>>();
    String unfinishedTown = "";
    String unfinishedCode = "";
    int number = 0;
    for (String line : text(unzipped(file)).split("\r?\n", -1)) {
      number++;
      if (line.isBlank()) {
        continue;
      }
      List<String> fields = fields(line);
      if (fields.size() <= TOWN || !POSTAL.matcher(fields.get(CODE)).matches()) {
        throw new Malformed("line " + number + " is not one of Japan Post's");
      }
      String code = fields.get(CODE);
      String town = fields.get(TOWN);
      if (!unfinishedTown.isEmpty() && unfinishedCode.equals(code)) {
        town = unfinishedTown + town;
      }
      boolean goesOn = town.indexOf('（') >= 0 && town.indexOf('）') < 0;
      unfinishedTown = goesOn ? town : "";
      unfinishedCode = code;
      if (!goesOn) {
        places
            .computeIfAbsent(code, key -> new LinkedHashSet<>())
            .add(new Place(fields.get(PREFECTURE), fields.get(CITY), townOf(town)));
      }
    }
    var out = new LinkedHashMap<String, List<Place>>();
    places.forEach((code, all) -> out.put(code, List.copyOf(all)));
    return out;
  }

  /** The name in a town's field, without the remarks. */
  static String townOf(String field) {
    if (field.equals("以下に掲載がない場合") || field.endsWith("がくる場合")) {
      return "";
    }
    // 一円 alone is a town in 滋賀県犬上郡多賀町; behind a name it means all of that place.
    if (field.endsWith("一円") && !field.equals("一円")) {
      return "";
    }
    return REMARK.matcher(field).replaceAll("").strip();
  }

  private static List<String> fields(String line) {
    var out = new ArrayList<String>(16);
    var matcher = FIELD.matcher(line);
    int from = 0;
    while (from < line.length() && matcher.find(from) && matcher.end() > from) {
      String quoted = matcher.group(1);
      out.add(quoted == null ? matcher.group(2) : quoted.replace("\"\"", "\""));
      from = matcher.end();
    }
    return out;
  }

  private static byte[] unzipped(byte[] file) throws Malformed {
    boolean zipped = file.length > 1 && file[0] == 'P' && file[1] == 'K';
    if (!zipped) {
      return file;
    }
    try (var zip = new ZipInputStream(new ByteArrayInputStream(file))) {
      if (zip.getNextEntry() == null) {
        throw new Malformed("the archive is empty");
      }
      byte[] inside = zip.readNBytes(BYTES_MAX + 1);
      if (inside.length > BYTES_MAX) {
        throw new Malformed("the file in the archive is larger than 64 MB");
      }
      return inside;
    } catch (IOException broken) {
      throw new UncheckedIOException("the archive is broken", broken);
    }
  }

  private static String text(byte[] bytes) {
    try {
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .onMalformedInput(CodingErrorAction.REPORT)
              .decode(ByteBuffer.wrap(bytes))
              .toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException notUtf8) {
      return new String(bytes, SHIFT_JIS);
    }
  }
}
