/** Suites of games, and what humans and random players score on them. */
package dev.ductile.eval.score.suite;
