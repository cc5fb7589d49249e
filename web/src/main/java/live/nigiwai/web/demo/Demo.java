package live.nigiwai.web.demo;

import java.io.PrintStream;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import live.nigiwai.runtime.http.Role;
import live.nigiwai.show.ShowId;
import live.nigiwai.web.app.Assembly;
import live.nigiwai.web.session.Account;
import live.nigiwai.web.session.Secrets;
import live.nigiwai.web.show.Publishing;
import live.nigiwai.web.show.Show;

/**
 * The show that comes with the program: its staff, its goods, its programme, and how to reach them.
 */
final class Demo {
  static final ShowId SHOW = new ShowId("demo");

  private static final Show RECORD =
      new Show(
          SHOW,
          "賑わい市 秋の手仕事",
          "Nigiwai market: autumn handiwork",
          "賑わい商店",
          "産地をめぐって選んだ道具と食べものを、手に取りながらご紹介します。",
          false,
          1,
          false);

  private final Assembly assembly;

  private Demo(Assembly assembly) {
    this.assembly = assembly;
  }

  /** Seeds, publishes if asked to, and tells where everything is. */
  static void open(Assembly assembly, boolean publish) {
    new Demo(assembly).open(publish);
  }

  private record Login(String email, String password) {
    @Override
    public String toString() {
      return "Login[" + email + "]";
    }
  }

  private void open(boolean publish) {
    assembly.shows().put(RECORD);
    var logins = staff();
    var products = DemoSeed.read().sow(assembly.shop(), SHOW);
    if (publish) {
      assembly.own("programme", DemoProgramme.start(this::publishingUrl, InstantSource.system()));
    }
    var more = new LinkedHashMap<String, Object>();
    more.put("show", SHOW.value());
    more.put("streamKey", publishing().key());
    more.put("backupStreamKey", publishing().backupKey());
    more.put("staff", byName(logins));
    more.put("products", products);
    assembly.announceReady(more);
    print(System.out, logins, publish);
  }

  private Publishing publishing() {
    return assembly.publishing(assembly.shows().find(SHOW).orElseThrow());
  }

  /** Asked at every attempt, since the key may have been rotated. */
  private String publishingUrl() {
    var now = publishing();
    return now.url() + "/" + now.key();
  }

  /**
   * The demo's passwords follow from the installation's own secret, so they survive restarts
   * unwritten.
   */
  private Map<Role, Login> staff() {
    byte[] secret = assembly.secrets().named("demo-staff");
    var logins = new EnumMap<Role, Login>(Role.class);
    for (var person :
        Map.of(
                Role.OWNER, "店主",
                Role.PRODUCER, "ディレクター",
                Role.PRESENTER, "配信者",
                Role.CS, "接客スタッフ")
            .entrySet()) {
      String name = person.getKey().name().toLowerCase(Locale.ROOT);
      var login = new Login(name + "@demo.nigiwai.local", Secrets.readable(secret, name));
      assembly
          .accounts()
          .put(
              new Account("demo-" + name, login.email, person.getValue(), Set.of(person.getKey())),
              login.password);
      logins.put(person.getKey(), login);
    }
    return logins;
  }

  private static Map<String, Object> byName(Map<Role, Login> logins) {
    var out = new LinkedHashMap<String, Object>();
    logins.forEach(
        (role, login) ->
            out.put(
                role.name().toLowerCase(Locale.ROOT),
                Map.of("email", login.email, "password", login.password)));
    return out;
  }

  private void print(PrintStream out, Map<Role, Login> logins, boolean publish) {
    String http = assembly.httpUrl();
    out.printf("%n  賑わい  the demo show is on%n%n");
    out.printf("    watch    %s/watch/%s%n", http, SHOW);
    out.printf("    studio   %s/studio/%s%n", http, SHOW);
    out.printf("    control  %s/control/%s%n", http, SHOW);
    logins.forEach(
        (role, login) ->
            out.printf(
                "      %-10s %-30s %s%n",
                role.name().toLowerCase(Locale.ROOT), login.email, login.password));
    out.printf("    card     4242 4242 4242 4242, any future date, any CVC%n");
    if (!publish) {
      out.printf("    OBS      server %s%n", assembly.rtmpUrl());
      out.printf("             stream key as streamKey in ready.json, or in the console%n");
    }
    out.printf("%n    Ctrl-C stops it.%n%n");
    out.flush();
  }
}
