/** Where the time of a call goes, by operation. */
package dev.ductile.agent.profile;
