# What R says of the UIS: of both sites together and of each, of all patients and by planned duration.
# Arguments: uis.csv; a file with lines of "scope days…", the days of that scope's at-risk tables; the file to write.
# It writes lines of "sample<tab>what<tab>numbers", every number with all its digits.
suppressPackageStartupMessages({
  library(survival)
  library(cmprsk)
})

arguments <- commandArgs(trailingOnly = TRUE)
uis <- read.csv(arguments[1])
asked <- strsplit(readLines(arguments[2]), " ")
tableDays <- setNames(lapply(asked, function(line) as.numeric(line[-1])), sapply(asked, `[`, 1))
figures <- file(arguments[3], "w")

say <- function(sample, what, numbers) {
  texts <- ifelse(is.na(numbers), "NA", sprintf("%.17g", as.numeric(numbers)))
  cat(paste(sample, what, paste(texts, collapse = " "), sep = "\t"), "\n", file = figures, sep = "")
}

share <- function(sample, what, part, whole) {
  wilson <- suppressWarnings(prop.test(part, whole, correct = FALSE))
  say(sample, what, c(part, whole, wilson$estimate, wilson$conf.int))
}

planned <- with(uis, ifelse(SITE == 0, ifelse(TREAT == 0, 90, 180), ifelse(TREAT == 0, 180, 360)))
uis$completed <- uis$LEN_T >= planned

# days and whether the event was seen; a return that cannot be told from a loss is followed only up to the exit
curves <- list(
  retention = function(u) Surv(u$LEN_T, rep(1, nrow(u))),
  firstRelapse = function(u) Surv(ifelse(u$CENSOR == 1, u$LEN_T, u$TIME), rep(0, nrow(u))),
  returnOrLost = function(u) Surv(u$TIME, u$CENSOR)
)

curve <- function(sample, key, times, days) {
  km <- function(what, numbers) say(sample, paste(key, what, sep = "."), numbers)
  fit <- survfit(times ~ 1, conf.type = "log")
  told <- summary(fit, censored = TRUE)
  km("day", told$time)
  km("survival", told$surv)
  km("lower", told$lower)
  km("upper", told$upper)
  km("counts", c(fit$n, sum(fit$n.event), sum(fit$n.censor)))
  km("median", survival:::survmean(fit, rmean = "none")$matrix[c("median", "0.95LCL", "0.95UCL")])
  table <- summary(fit, times = days, extend = TRUE)
  km("table.atRisk", table$n.risk)
  km("table.events", table$n.event)
  km("table.censored", table$n.censor)
  km("table.survival", ifelse(days <= max(times[, "time"]), table$surv, NA))
}

of <- function(sample, u, days) {
  n <- nrow(u)
  say(sample, "journeys", n)
  share(sample, "reason.1", sum(u$completed), n)
  share(sample, "reason.2", sum(!u$completed), n)
  for (reason in 3:7) share(sample, paste0("reason.", reason), 0, n)
  stay <- function(what, lengths) say(sample, what, c(mean(lengths), quantile(lengths, c(0.25, 0.5, 0.75), type = 7)))
  stay("stays", u$LEN_T)
  # TEDS adds a day in outpatient care only, and counts no stay as shorter than one day
  stay("tedsStays", pmax(1, u$LEN_T))
  bands <- table(cut(pmax(1, u$LEN_T), c(0, 1, 7, 14, 30, 45, 60, 90, 120, 180, 365, Inf)))
  for (band in seq_along(bands)) share(sample, paste0("tedsStays.band.", band), bands[[band]], n)
  for (key in names(curves)) curve(sample, key, curves[[key]](u), days)
  endings <- cuminc(u$LEN_T, ifelse(u$completed, 1, 2), cencode = 0)
  days <- sort(unique(u$LEN_T))
  at <- timepoints(endings, days)$est
  say(sample, "endings.day", days)
  say(sample, "endings.completed", at[1, ])
  say(sample, "endings.droppedOut", at[2, ])
}

scopes <- list(all = uis, a = uis[uis$SITE == 0, ], b = uis[uis$SITE == 1, ])
for (scope in names(scopes)) {
  u <- scopes[[scope]]
  days <- tableDays[[scope]]
  of(scope, u, days)
  of(paste0(scope, "/long"), u[u$TREAT == 1, ], days)
  of(paste0(scope, "/short"), u[u$TREAT == 0, ], days)
  long <- u$TREAT == 1
  for (key in c("retention", "returnOrLost")) {
    test <- survdiff(curves[[key]](u) ~ !long)
    say(scope, paste0(key, ".logRank"), c(test$chisq, length(test$n) - 1, test$pvalue))
    say(scope, paste0(key, ".logRank.groups"), c(test$n, test$obs, test$exp))
  }
}

close(figures)
