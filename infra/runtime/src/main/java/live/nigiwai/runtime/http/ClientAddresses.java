package live.nigiwai.runtime.http;

import io.netty.handler.ipfilter.IpFilterRuleType;
import io.netty.handler.ipfilter.IpSubnetFilterRule;
import io.netty.util.NetUtil;
import io.vertx.core.http.HttpServerRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells where a request comes from, also behind proxies: {@code X-Forwarded-For} is read from its
 * end for as long as the one who wrote it is a trusted proxy, so that nobody can choose an address.
 *
 * <p><b>Threading</b>: immutable; any thread may ask.
 */
public final class ClientAddresses {
  private static final String FORWARDED = "X-Forwarded-For";
  private static final int HOPS_MAX = 16;
  private static final int IPV6_RANGE_BYTES = 8;

  private final List<IpSubnetFilterRule> trusted;

  /**
   * @param trustedProxies addresses or ranges such as {@code 10.0.0.0/8} and {@code ::1}
   * @throws IllegalArgumentException for what is neither
   */
  public ClientAddresses(Set<String> trustedProxies) {
    this.trusted = trustedProxies.stream().map(ClientAddresses::rule).toList();
  }

  /** The address of whoever sent the request. */
  public String of(HttpServerRequest request) {
    String nearest = request.remoteAddress().hostAddress();
    String forwarded = request.getHeader(FORWARDED);
    return forwarded == null ? nearest : behind(nearest, forwarded);
  }

  /**
   * The part of an address that one household or phone holds alone: all of an IPv4 address, the
   * first 64 bits of an IPv6 address (RFC 6177).
   */
  public static String range(String address) {
    byte[] bytes = NetUtil.createByteArrayFromIpAddressString(address);
    if (bytes == null || bytes.length == 4) {
      return address;
    }
    for (int i = IPV6_RANGE_BYTES; i < bytes.length; i++) {
      bytes[i] = 0;
    }
    return NetUtil.bytesToIpAddress(bytes) + "/64";
  }

  String behind(String nearest, String forwarded) {
    String client = nearest;
    String[] hops = forwarded.split(",", -1);
    for (int i = hops.length - 1; i >= Math.max(0, hops.length - HOPS_MAX); i--) {
      String before = hops[i].strip();
      if (!trusts(client) || NetUtil.createByteArrayFromIpAddressString(before) == null) {
        return client;
      }
      client = before;
    }
    return client;
  }

  private boolean trusts(String address) {
    var socket = socket(address);
    return socket != null && trusted.stream().anyMatch(rule -> rule.matches(socket));
  }

  private static @Nullable InetSocketAddress socket(@Nullable String address) {
    byte[] bytes = address == null ? null : NetUtil.createByteArrayFromIpAddressString(address);
    try {
      return bytes == null ? null : new InetSocketAddress(InetAddress.getByAddress(bytes), 0);
    } catch (UnknownHostException impossible) {
      return null;
    }
  }

  private static IpSubnetFilterRule rule(String range) {
    int slash = range.indexOf('/');
    var network = socket(slash < 0 ? range : range.substring(0, slash));
    if (network == null) {
      throw new IllegalArgumentException(
          range + " is neither an address nor a range like 10.0.0.0/8");
    }
    int bits = network.getAddress().getAddress().length * 8;
    try {
      int prefix = slash < 0 ? bits : Integer.parseInt(range.substring(slash + 1));
      return new IpSubnetFilterRule(network.getAddress(), prefix, IpFilterRuleType.ACCEPT);
    } catch (IllegalArgumentException outside) {
      throw new IllegalArgumentException(range + " has no prefix of 0-" + bits, outside);
    }
  }
}
