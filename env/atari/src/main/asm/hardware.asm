; volley: the console's registers

; Hardware registers (Television Interface Adaptor, then the 6532's ports and timer)
VSYNC   = $00           ; D1: vertical sync
VBLANK  = $01           ; D1: beam off
WSYNC   = $02           ; halts the processor until the next line
NUSIZ0  = $04           ; size and copies of player graphics 0
NUSIZ1  = $05
COLUP0  = $06
COLUP1  = $07
COLUPF  = $08
COLUBK  = $09
CTRLPF  = $0A           ; D0: mirror the playfield, D1: colour its halves like the players
PF0     = $0D
PF1     = $0E
PF2     = $0F
RESP0   = $10           ; puts player graphics 0 at the beam
AUDC0   = $15           ; tone
AUDF0   = $17           ; pitch divider
AUDV0   = $19           ; volume
GRP0    = $1B
GRP1    = $1C
HMP0    = $20           ; fine motion of player graphics 0
HMOVE   = $2A           ; applies the fine motions
HMCLR   = $2B           ; clears the fine motions
INPT4   = $3C           ; D7 low: left fire button pressed (mirror of $0C)
SWCHA   = $0280         ; D7 low: left stick to the right, D6 low: to the left
SWCHB   = $0282         ; D0 low: reset, D1 low: select, D6: left difficulty A, D7: right difficulty A
INTIM   = $0284
TIM64T  = $0296
