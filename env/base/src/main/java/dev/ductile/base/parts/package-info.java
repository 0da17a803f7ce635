/** Parts of Ductile that few commands need and that the launcher fetches when one asks for them. */
package dev.ductile.base.parts;
