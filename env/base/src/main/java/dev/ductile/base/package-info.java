/**
 * The ground floor, which every module stands on: configuration errors and checks, names and
 * quantities as people type them, random streams, saved state, worker threads, which code this is.
 * Nothing here knows of games, memories or networks.
 */
package dev.ductile.base;
