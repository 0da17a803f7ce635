/** How a configuration is read and written: presets, keys, values as people type them, files. */
package dev.ductile.agent.settings;
