package org.throughline.standalone.composed;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.throughline.standalone.story.Api;
import tools.jackson.databind.json.JsonMapper;

/** The accounts of an installation: made by the operator's scripts, used on Keycloak's own pages. */
final class Keycloak {
    private static final Pattern REALM = Pattern.compile(".*/auth/realms/throughline/.*");
    private static final Pattern UNDERWAY = Pattern.compile("https?://[^/]+/(auth/|login/|signin)");
    private static final Pattern PRINTED = Pattern.compile("with: (\\S+)");
    private static final String CHOSEN = "Seven-lighthouses-in-fog";

    private final Composition installation;
    private final Map<String, String> passwords = new HashMap<>();
    private final Set<String> newcomers = new HashSet<>();

    Keycloak(Composition installation) {
        this.installation = installation;
    }

    /** Makes an account; whoever has it chooses a password of their own when they first sign in. */
    void person(String account, String first, String last, String... groups) {
        var command =
                new ArrayList<>(List.of("deploy/keycloak/person", account, first, last, account + "@example.org"));
        command.addAll(List.of(groups));
        passwords.put(account, printed(installation.script(command.toArray(String[]::new))));
        newcomers.add(account);
    }

    /** Makes the people of the demonstration. */
    void demonstration() {
        installation.script(
                "env", "THROUGHLINE_DEMONSTRATION_PASSWORD=" + CHOSEN, "deploy/keycloak/demonstration-users");
    }

    /** Makes the group of those who belong to a program. */
    void program(String name, String id) {
        installation.script("deploy/keycloak/program", name, id);
    }

    /** Makes an API client and tells its secret. */
    String client(String name, String... groups) {
        var command = new ArrayList<>(List.of("deploy/keycloak/client", name));
        command.addAll(List.of(groups));
        return printed(installation.script(command.toArray(String[]::new)));
    }

    private static String printed(String output) {
        var found = PRINTED.matcher(output);
        assertThat(found.find()).as(output).isTrue();
        return found.group(1);
    }

    /** The REST interface with a fresh token of an API client. */
    Api as(String client, String secret) throws IOException, InterruptedException {
        var credentials = Base64.getEncoder().encodeToString((client + ":" + secret).getBytes(StandardCharsets.UTF_8));
        try (var http = HttpClient.newHttpClient()) {
            var answer = http.send(
                    HttpRequest.newBuilder(URI.create(
                                    installation.address() + "/auth/realms/throughline/protocol/openid-connect/token"))
                            .header("Authorization", "Basic " + credentials)
                            .header("Content-Type", "application/x-www-form-urlencoded")
                            .POST(BodyPublishers.ofString("grant_type=client_credentials"))
                            .build(),
                    BodyHandlers.ofString());
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
            return Api.bearing(
                    JsonMapper.shared()
                            .readTree(answer.body())
                            .path("access_token")
                            .asString(),
                    installation.address());
        }
    }

    /** From Throughline's page to Keycloak's, where somebody is asked who they are. */
    static void toTheSignIn(Page page) {
        page.navigate("/");
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Sign in with your organisation"))
                .click();
        page.waitForURL(REALM);
        assertThat(page.locator("#password")).isVisible();
    }

    /** The page that somebody's work begins on, once they have signed in. */
    Page in(BrowserContext window, String account) {
        var page = window.newPage();
        toTheSignIn(page);
        page.locator("#username").fill(account);
        page.locator("#password").fill(passwords.getOrDefault(account, CHOSEN));
        page.locator("#kc-login").click();
        if (newcomers.remove(account)) {
            passwords.remove(account);
            page.locator("#password-new").fill(CHOSEN);
            page.locator("#password-confirm").fill(CHOSEN);
            page.locator("[type=submit]").first().click();
        }
        // from where everybody arrives they are sent on to where their work is
        page.waitForURL(here -> here.startsWith(installation.address() + "/")
                && !UNDERWAY.matcher(here).lookingAt());
        assertThat(page.locator(".who")).isVisible();
        return page;
    }

    /** From a page of Throughline to where one has signed out here and at Keycloak. */
    static void out(Page page) {
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out"))
                .click();
        page.waitForURL(REALM);
        page.locator("#kc-logout").click();
        page.waitForURL("**/signin?left");
    }
}
