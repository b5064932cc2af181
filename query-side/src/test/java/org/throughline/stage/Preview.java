package org.throughline.stage;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.SpringApplication;

/** Shows the pages of {@link Stage} at http://localhost:8099, to look at while changing them. */
public final class Preview {
    private Preview() {}

    static void main(String[] args) {
        var application = new SpringApplication(Stage.class);
        application.setAdditionalProfiles("demonstration");
        var settings = new HashMap<String, Object>(Map.of(
                "server.address", "127.0.0.1",
                "server.port", "8099",
                "throughline.demonstration.password", "look",
                "throughline.demonstration.token-secret", "only-for-looking-at-the-pages-here"));
        account(settings, 0, "c-ada", "Ada Brandt", "clinician");
        settings.put("throughline.demonstration.accounts[0].programs[0]", InventedJourney.PROGRAM.toString());
        account(settings, 1, "s-lin", "Lin Okafor", "supervisor");
        settings.put("throughline.demonstration.accounts[1].programs[0]", InventedJourney.OTHER_PROGRAM.toString());
        account(settings, 2, "a-ruth", "Ruth Meyer", "auditor");
        account(settings, 3, "o-sam", "Sam Iyer", "administrator");
        application.setDefaultProperties(settings);
        application.run(args);
    }

    private static void account(Map<String, Object> settings, int number, String name, String display, String role) {
        var account = "throughline.demonstration.accounts[" + number + "].";
        settings.put(account + "name", name);
        settings.put(account + "display", display);
        settings.put(account + "role", role);
    }
}
