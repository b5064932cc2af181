package org.throughline.query.problems;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Optional;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** What is shown where no controller answered, and the page that explains each problem. */
@Controller
class ErrorPages implements ErrorController {
    private final Problems problems;
    private final ProblemTexts texts;

    ErrorPages(Problems problems, ProblemTexts texts) {
        this.problems = problems;
        this.texts = texts;
    }

    @RequestMapping("/error")
    Object error(HttpServletRequest request) {
        var status = Optional.ofNullable((Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE));
        var path = Optional.ofNullable((String) request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI));
        var problem = Problem.of(status.orElse(404));
        return problems.answer(path.orElse("/"), problem, problem.title() + ".", List.of());
    }

    @GetMapping("/problems")
    String all(Model model) {
        model.addAttribute("texts", texts.all());
        return "problems/all";
    }

    @GetMapping("/problems/{code}")
    String explain(@PathVariable String code, Model model) {
        var text = texts.find(code)
                .orElseThrow(() -> new Refused(Problem.NOT_FOUND, "There is no problem with this code."));
        model.addAttribute("text", text);
        return "problems/explained";
    }
}
