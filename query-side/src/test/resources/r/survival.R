# What R says of every sample (*.csv with day, cause, group; cause 0 is censored) in the folder given:
# into figures.tsv there, lines of "sample<tab>what<tab>numbers", every number with all its digits.
suppressPackageStartupMessages({
  library(survival)
  library(cmprsk)
})

folder <- commandArgs(trailingOnly = TRUE)[1]

figures <- file(file.path(folder, "figures.tsv"), "w")

say <- function(sample, what, numbers) {
  texts <- ifelse(is.na(numbers), "NA", sprintf("%.17g", as.numeric(numbers)))
  cat(paste(sample, what, paste(texts, collapse = " "), sep = "\t"), "\n", file = figures, sep = "")
}

for (file in list.files(folder, pattern = "[.]csv$", full.names = TRUE)) {
  sample <- sub("[.]csv$", "", basename(file))
  subjects <- read.csv(file)
  tableDays <- sort(unique(c(0, 1, 7, 30, 90, max(subjects$day) %/% 2, max(subjects$day))))

  fit <- survfit(Surv(day, cause > 0) ~ 1, data = subjects)
  told <- summary(fit, censored = TRUE)
  km <- function(what, numbers) say(sample, paste0("survfit.", what), numbers)
  km("day", told$time)
  km("atRisk", told$n.risk)
  km("events", told$n.event)
  km("censored", told$n.censor)
  km("survival", told$surv)
  km("standardError", told$std.err)
  km("lower", told$lower)
  km("upper", told$upper)
  median <- survival:::survmean(fit, rmean = "none")$matrix
  km("median", median[c("median", "0.95LCL", "0.95UCL")])
  table <- summary(fit, times = tableDays, extend = TRUE)
  km("table.day", table$time)
  km("table.atRisk", table$n.risk)
  km("table.events", table$n.event)
  km("table.censored", table$n.censor)
  followed <- table$time <= max(subjects$day)
  km("table.survival", ifelse(followed, table$surv, NA))
  km("table.lower", ifelse(followed, table$lower, NA))
  km("table.upper", ifelse(followed, table$upper, NA))

  if (length(unique(subjects$group)) > 1) {
    # where the variance has no inverse R stops: there is no test
    test <- tryCatch(survdiff(Surv(day, cause > 0) ~ group, data = subjects), error = function(e) NULL)
    if (is.null(test) || sum(test$exp > 0) < 2) {
      say(sample, "logRank", c(NA, 0, NA))
    } else {
      say(sample, "logRank", c(test$chisq, sum(test$exp > 0) - 1, test$pvalue))
      say(sample, "logRank.size", test$n)
      say(sample, "logRank.observed", test$obs)
      say(sample, "logRank.expected", test$exp)
    }
  }

  causes <- sort(setdiff(unique(subjects$cause), 0))
  if (length(causes) > 0) {
    curves <- cuminc(subjects$day, subjects$cause, cencode = 0)
    days <- sort(unique(c(0, subjects$day)))
    at <- timepoints(curves, days)
    say(sample, "incidence.day", days)
    for (index in seq_along(causes)) {
      say(sample, paste0("incidence.", causes[index]), at$est[index, ])
      say(sample, paste0("incidence.variance.", causes[index]), at$var[index, ])
      # on the scale log(-log F), which never leaves 0 to 1
      rises <- sort(unique(subjects$day[subjects$cause == causes[index]]))
      raised <- days %in% rises
      share <- at$est[index, raised]
      reach <- qnorm(0.975) * sqrt(at$var[index, raised]) / (share * log(share))
      say(sample, paste0("incidence.rises.", causes[index]), rises)
      within <- share < 1
      say(sample, paste0("incidence.lower.", causes[index]), ifelse(within, share^exp(-reach), NA))
      say(sample, paste0("incidence.upper.", causes[index]), ifelse(within, share^exp(reach), NA))
    }
  }

  say(sample, "stay.quantile", quantile(subjects$day, probs = c(0, 0.1, 0.25, 0.5, 0.75, 0.9, 1), type = 7))
  say(sample, "stay.mean", mean(subjects$day))

  share <- suppressWarnings(prop.test(sum(subjects$cause > 0), nrow(subjects), correct = FALSE))
  say(sample, "proportion", c(share$estimate, share$conf.int))
}

close(figures)
