package org.throughline.standalone.apart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.UUID;
import org.throughline.standalone.apart.StubProvider.Person;

/** A browser: it keeps cookies and follows what it is told, which is asked of it here step by step. */
final class Browser implements AutoCloseable {
    private final StubProvider provider;
    private final CookieManager cookies = new CookieManager();
    private final HttpClient http =
            HttpClient.newBuilder().cookieHandler(cookies).build();

    Browser(StubProvider provider) {
        this.provider = provider;
    }

    HttpResponse<String> get(URI address) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(address).header("Accept", "text/html").build(), BodyHandlers.ofString());
    }

    /** Signs in as a person does, and sees the page that comes then. */
    HttpResponse<String> signIn(Side node, Person person) throws IOException, InterruptedException {
        var sent = get(node.address("/oauth2/authorization/throughline"));
        assertThat(sent.statusCode()).isEqualTo(302);
        var asked = URI.create(sent.headers().firstValue("Location").orElseThrow());
        assertThat(asked.toString())
                .startsWith(provider.issuer() + "/authorize?")
                .contains("code_challenge_method=S256", "nonce=", "scope=openid");
        var back = get(provider.signsIn(asked, person));
        assertThat(back.statusCode()).as(back.body()).isEqualTo(200);
        assertThat(back.body()).contains("http-equiv=\"refresh\"");
        var first = get(node.address("/"));
        var sentOn = first.headers().firstValue("Location");
        return sentOn.isPresent() ? get(node.address("/").resolve(sentOn.get())) : first;
    }

    HttpResponse<String> send(URI address, String json, String... headers) throws IOException, InterruptedException {
        var token = cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("XSRF-TOKEN"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("none");
        var request = HttpRequest.newBuilder(address)
                .header("Content-Type", "application/json")
                .header("X-XSRF-TOKEN", token)
                .header("Idempotency-Key", UUID.randomUUID().toString())
                .POST(BodyPublishers.ofString(json));
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        http.close();
    }
}
