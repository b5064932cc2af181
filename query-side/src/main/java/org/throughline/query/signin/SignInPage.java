package org.throughline.query.signin;

import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** Where people sign in. */
@Controller
class SignInPage {
    private final Accounts accounts;

    private final ProviderSignIn provider;

    SignInPage(Accounts accounts, ProviderSignIn provider) {
        this.accounts = accounts;
        this.provider = provider;
    }

    @GetMapping("/signin")
    String show(
            @RequestParam(required = false) @Nullable String failed,
            @RequestParam(required = false) @Nullable String wait,
            @RequestParam(required = false) @Nullable String refused,
            @RequestParam(required = false) @Nullable String left,
            HttpServletResponse response,
            Model model) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, CacheControl.noStore().getHeaderValue());
        model.addAttribute("accounts", accounts.demonstration());
        model.addAttribute("failed", failed != null);
        model.addAttribute("provider", provider.offered());
        model.addAttribute("refused", refused != null);
        model.addAttribute("wait", wait != null);
        model.addAttribute("left", left != null);
        return "signin/signin";
    }
}
