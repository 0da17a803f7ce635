/** How an environment is configured: options, their presets with sources, and their choices. */
package dev.ductile.env.config;
