/** Where frames are kept off the heap: as they are, or compressed one by one. */
package dev.ductile.replay.store;
