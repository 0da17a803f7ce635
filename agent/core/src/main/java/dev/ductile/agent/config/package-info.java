/**
 * Configuration: records that read as documents, presets with the source beside every value, and
 * the layering of presets, files and command-line options into one resolved configuration.
 */
package dev.ductile.agent.config;
