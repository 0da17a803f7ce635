; volley - a ball game for the Atari 2600 (NTSC, 4 KiB, no bank switching)
;
; A thrower at the top of the court, a paddle at the bottom, one ball. A ball on the paddle is a point
; for the player, a ball on the floor is a point for the thrower, 21 points end the game.
;
;   game 1 (mode 0)  catch: balls are dropped and accelerate as they fall
;   game 2 (mode 1)  rally: the ball bounces off the paddle and comes back from the thrower
;
;   left difficulty switch A   expert: small paddle, fast ball
;   right difficulty switch A  mirror: the stick moves the paddle the other way, dark ball in a light court
;
; The Arcade Learning Environment reads this cartridge with its settings for Pong. They fix three
; addresses: the thrower's score at $8D, the player's score at $8E, the game mode at $96.
;
; Everything happens once a frame in the vertical blank, so the picture of a frame already shows the
; input of that frame. Both blanks are ended by the timer: a frame has 262 lines whatever the game does.

        processor 6502

; ---------------------------------------------------------------------------------------------------
; Hardware registers (Television Interface Adaptor, then the 6532's ports and timer)
; ---------------------------------------------------------------------------------------------------
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

; ---------------------------------------------------------------------------------------------------
; Sizes and places, in colour clocks (x) and lines (y; 0 is the first line of the court)
; ---------------------------------------------------------------------------------------------------
COURT_LINES     = 138
COURT_LEFT      = 8             ; the side walls are 8 wide
COURT_RIGHT     = 152
BALL_WIDTH      = 8
BALL_LINES      = 12
BALL_MIN_X      = COURT_LEFT
BALL_MAX_X      = COURT_RIGHT-BALL_WIDTH
BALL_HIDDEN     = 200           ; a y outside the court
PADDLE_LINES    = 6
PADDLE_Y        = 122
FLOOR_Y         = COURT_LINES-BALL_LINES
THROWER_LINES   = 12
THROWER_HALF    = 4             ; (width of the thrower - width of the ball) / 2
THROWER_SPEED   = 6             ; per frame
TARGET_SCORE    = 21

STATE_ATTRACT   = 0             ; waits for RESET or fire, shows the number of the game
STATE_SERVE     = 1             ; the thrower walks to its next place with the ball
STATE_FLIGHT    = 2
STATE_OVER      = 3             ; scores stay until RESET

SERVE_FRAMES    = 14            ; shortest time between two balls
FIRST_SERVE_FRAMES = 30
RALLY_MOST      = 12            ; each return makes the next ball 1/8 line a frame faster, up to this
REPEAT_FRAMES   = 30            ; a held SELECT advances again after this time

; ---------------------------------------------------------------------------------------------------
; Memory
; ---------------------------------------------------------------------------------------------------
        SEG.U   variables
        ORG     $80
frame           ds 1    ; $80 counts frames
random          ds 2    ; $81 shift register, never 0
ballXFraction   ds 1    ; $83 positions and speeds are 8.8 fixed point
ballX           ds 1    ; $84 left edge of the ball
ballYFraction   ds 1    ; $85
ballY           ds 1    ; $86 top line of the ball; BALL_HIDDEN when there is none
speedX          ds 2    ; $87 signed, low byte first
speedY          ds 2    ; $89
paddleXFraction ds 1    ; $8B
paddleX         ds 1    ; $8C left edge of the paddle
throwerScore    ds 1    ; $8D read by the emulator's Pong settings
playerScore     ds 1    ; $8E read by the emulator's Pong settings
state           ds 1    ; $8F
throwerX        ds 1    ; $90 left edge of the thrower
throwerTarget   ds 1    ; $91
wait            ds 1    ; $92 frames until the next ball
difficulty      ds 1    ; $93 0-3
variant         ds 1    ; $94 4*mode + difficulty
switches        ds 1    ; $95 SWCHB of the last frame
mode            ds 1    ; $96 read by the emulator's Pong settings
repeat          ds 1    ; $97 frames until a held SELECT advances again
stick           ds 1    ; $98 D7: right, D6: left, D5: fire; pressed = 1, mirrored if need be
soundFrames     ds 1    ; $99
flashFrames     ds 1    ; $9A the floor lights up after a miss
paddleShape     ds 1    ; $9B
paddleSize      ds 1    ; $9C
throwerShape    ds 2    ; $9D
leftDigits      ds 5    ; $9F playfield bytes of the two scores, top row first
rightDigits     ds 5    ; $A4
temp            ds 1    ; $A9
tensRow         ds 1    ; $AA
onesRow         ds 1    ; $AB
rowsLeft        ds 1    ; $AC
rallyReturns    ds 1    ; $AD balls returned since the last miss, at most RALLY_MOST

; ---------------------------------------------------------------------------------------------------
        SEG     code
        ORG     $F000

Start SUBROUTINE
        sei
        cld
        ldx     #$FF
        txs
        lda     #0
.clear  sta     $00,x           ; the chips' registers and the memory; nothing survives a power-on
        dex
        bne     .clear
        sta     $00
        lda     #$5A
        sta     random
        lda     #$FF
        sta     switches
        lda     #COURT_LEFT+64
        sta     paddleX
        lda     #COURT_LEFT+64
        sta     throwerX
        sta     throwerTarget
        lda     #BALL_HIDDEN
        sta     ballY

; ---------------------------------------------------------------------------------------------------
; One frame: 3 lines of sync, 37 of blank, 192 of picture, 30 of overscan
; ---------------------------------------------------------------------------------------------------
Frame SUBROUTINE
        lda     #2
        sta     WSYNC
        sta     VSYNC
        sta     WSYNC
        sta     WSYNC
        lda     #0
        sta     WSYNC
        sta     VSYNC
        lda     #44             ; ends in the 37th line
        sta     TIM64T

        inc     frame
        jsr     ReadStick
        jsr     StepRandom
        jsr     ReadSwitches
        jsr     MovePaddle
        jsr     Play
        jsr     Sound
        jsr     PrepareDigits
        jsr     PrepareLooks

        lda     throwerX
        sec
        sbc     #4              ; Place is 3 clocks late, and double size another one
        ldx     #0
        jsr     Place
        lda     ballX
        sec
        sbc     #3
        ldx     #1
        jsr     Place
        sta     WSYNC
        sta     HMOVE
.blank  lda     INTIM
        bne     .blank
        sta     WSYNC
        sta     VBLANK          ; A is 0: beam on

; --- two scores: 2 + 20 lines -----------------------------------------------------------------------
        lda     #3              ; right half mirrored, each half in the colour of its player
        sta     CTRLPF
        lda     #$46
        sta     COLUP0
        lda     #$C8
        sta     COLUP1
        ldx     #0
        sta     WSYNC
.score  sta     WSYNC
        txa                     ; each row of a digit is four lines high
        lsr
        lsr
        tay
        lda     leftDigits,y
        sta     PF1             ; cycle 15, before the beam reaches the left score
        inx
        lda     rightDigits,y
        ldy     #4
.late   dey
        bne     .late           ; until the left score is drawn
        sta     PF1
        cpx     #20
        bne     .score

; --- thrower: 4 + 12 lines --------------------------------------------------------------------------
        sta     WSYNC
        lda     #0
        sta     PF1
        ldx     variant
        lda     ThrowerColour,x
        sta     COLUP0
        lda     BallColour,x
        sta     COLUP1
        lda     #1
        sta     CTRLPF          ; mirrored walls from here on
        lda     #5
        sta     NUSIZ0          ; double width
        ldy     #THROWER_LINES-1
        sta     WSYNC
        sta     WSYNC
        sta     WSYNC
.thrower
        sta     WSYNC
        lda     (throwerShape),y
        sta     GRP0
        dey
        bpl     .thrower

; --- 3 black lines in which graphics 0 becomes the paddle -------------------------------------------
        ldx     variant
        sta     WSYNC
        lda     #0
        sta     GRP0
        sta     HMCLR
        lda     paddleSize
        sta     NUSIZ0
        lda     PaddleColour,x
        sta     COLUP0
        lda     WallColour,x
        sta     COLUPF
        lda     paddleX
        clc
        adc     #2              ; two cycles shorter than Place, so 3 - 6 + 1 clocks late
        sta     WSYNC           ; Place without its call and return, which would take too long at the right wall
        sec
.divide sbc     #15
        bcs     .divide
        eor     #7
        asl
        asl
        asl
        asl
        sta     HMP0
        sta     RESP0
        sta     WSYNC
        sta     HMOVE

; --- top wall: 6 lines ------------------------------------------------------------------------------
        lda     #$FF
        sta     WSYNC
        sta     PF0
        sta     PF1
        sta     PF2
        ldx     #5
.wall   sta     WSYNC
        dex
        bne     .wall

; --- court: 138 lines, each computes the graphics of the next ---------------------------------------
        ldy     variant
        lda     CourtColour,y
        ldy     #0              ; Y: ball, X: line
        sta     WSYNC
        sta     COLUBK
        lda     #$30
        sta     PF0
        lda     #0
        sta     PF1
        sta     PF2
        beq     .ball
.court  sta     WSYNC
        sta     GRP0
        sty     GRP1
.ball   txa
        sec
        sbc     ballY
        cmp     #BALL_LINES
        bcc     .inBall
        ldy     #0
        beq     .paddle
.inBall tay
        lda     BallShape,y
        tay
.paddle txa
        sec
        sbc     #PADDLE_Y
        cmp     #PADDLE_LINES
        lda     #0
        bcs     .next
        lda     paddleShape
.next   inx
        cpx     #COURT_LINES
        bne     .court

; --- floor: 5 lines; the rest of the picture lies under it in black -----------------------------------
        ldx     variant
        lda     WallColour,x
        ldy     flashFrames
        beq     .calm
        lda     #$46
.calm   ldy     #0
        sta     WSYNC
        sta     COLUPF
        sty     GRP0
        sty     GRP1
        lda     #$FF
        sta     PF0
        sta     PF1
        sta     PF2
        ldx     #4
.floor  sta     WSYNC
        dex
        bne     .floor
        sta     WSYNC
        stx     COLUBK
        stx     PF0
        stx     PF1
        stx     PF2
        sta     WSYNC

; --- overscan: 30 lines -----------------------------------------------------------------------------
        lda     #2
        sta     WSYNC
        sta     VBLANK
        lda     #36             ; ends in the 30th line
        sta     TIM64T
.over   lda     INTIM
        bne     .over
        jmp     Frame

; ---------------------------------------------------------------------------------------------------
; Input
; ---------------------------------------------------------------------------------------------------

; stick: what the player wants, mirrored when the right difficulty switch is at A.
ReadStick SUBROUTINE
        lda     SWCHA
        eor     #$FF
        and     #$C0
        bit     SWCHB
        bpl     .straight
        cmp     #$40            ; one direction alone changes to the other
        beq     .swap
        cmp     #$80
        bne     .straight
.swap   eor     #$C0
.straight
        sta     stick
        lda     INPT4
        bmi     .done
        lda     #$20
        ora     stick
        sta     stick
.done   rts

; The register moves in every frame, further when the player acts or on another difficulty: the same play
; gives the same game, any other play another one.
StepRandom SUBROUTINE
        lda     stick
        lsr
        lsr
        lsr
        lsr
        lsr
        clc
        adc     difficulty
        tax                     ; 0-10 steps more
.step   lsr     random+1
        ror     random
        bcc     .shifted
        lda     random+1
        eor     #$B4            ; x^16 + x^14 + x^13 + x^11 + 1
        sta     random+1
.shifted
        dex
        bpl     .step
        rts

; Difficulty, SELECT and RESET.
ReadSwitches SUBROUTINE
        lda     SWCHB
        tay
        asl
        rol
        rol
        and     #3
        sta     difficulty
        tya
        and     #2
        bne     .released
        lda     switches
        and     #2
        bne     .advance        ; pressed just now
        dec     repeat
        bne     .reset
.advance
        lda     mode
        eor     #1
        sta     mode
        lda     #REPEAT_FRAMES
        sta     repeat
        jsr     ClearGame
        lda     #STATE_ATTRACT
        sta     state
.released
.reset  sty     switches
        lda     mode
        asl
        asl
        ora     difficulty
        sta     variant
        tya
        lsr                     ; RESET pressed: carry clear
        bcc     NewGame
        lda     state
        bne     .return
        lda     stick
        and     #$20
        bne     NewGame
.return rts

NewGame SUBROUTINE
        jsr     ClearGame
        jsr     NextServe
        lda     #FIRST_SERVE_FRAMES
        sta     wait
        rts

ClearGame SUBROUTINE
        lda     #0
        sta     throwerScore
        sta     playerScore
        sta     flashFrames
        sta     paddleXFraction
        sta     rallyReturns
        lda     #COURT_LEFT+64
        sta     paddleX
        lda     #BALL_HIDDEN
        sta     ballY
        rts

MovePaddle SUBROUTINE
        ldx     #0              ; walk
        lda     stick
        and     #$20
        beq     .walk
        inx                     ; run
.walk   bit     stick
        bmi     .right
        bvs     .left
        rts
.right  bvs     .both           ; both directions: stay
        lda     paddleXFraction
        clc
        adc     PaddleSpeedLow,x
        sta     paddleXFraction
        lda     paddleX
        adc     PaddleSpeedHigh,x
        ldx     difficulty
        cmp     PaddleMaxX,x
        bcc     .move
        lda     PaddleMaxX,x
        bne     .move
.left   lda     paddleXFraction
        sec
        sbc     PaddleSpeedLow,x
        sta     paddleXFraction
        lda     paddleX
        sbc     PaddleSpeedHigh,x
        cmp     #COURT_LEFT
        bcs     .move
        lda     #COURT_LEFT
.move   sta     paddleX
.both   ldx     difficulty      ; a switch may just have made the paddle wider
        lda     PaddleMaxX,x
        cmp     paddleX
        bcs     .fits
        sta     paddleX
.fits   rts

; ---------------------------------------------------------------------------------------------------
; Play
; ---------------------------------------------------------------------------------------------------
Play SUBROUTINE
        lda     flashFrames
        beq     .dark
        dec     flashFrames
.dark   lda     state
        cmp     #STATE_SERVE
        beq     Serve
        cmp     #STATE_FLIGHT
        beq     .flight
        rts
.flight jmp     Flight

; The thrower walks to its place with the ball and lets it go.
Serve SUBROUTINE
        jsr     MoveThrower
        lda     throwerX
        clc
        adc     #THROWER_HALF
        sta     ballX
        lda     #0
        sta     ballY
        sta     ballXFraction
        sta     ballYFraction
        lda     wait
        beq     .ready
        dec     wait
.stay   rts
.ready  lda     throwerX
        cmp     throwerTarget
        bne     .stay
        lda     #STATE_FLIGHT
        sta     state
        jsr     RandomSpeedX

; The speed at which the ball leaves the thrower.
FallSpeed SUBROUTINE
        ldx     variant
        lda     FallSpeedHigh,x
        sta     speedY+1
        lda     rallyReturns    ; /8: 0 to 1, and the rest in the fraction
        asl
        asl
        asl
        asl
        asl
        sta     speedY
        lda     rallyReturns
        lsr
        lsr
        lsr
        clc
        adc     speedY+1
        sta     speedY+1
        lda     speedY
        clc
        adc     FallSpeedLow,x
        sta     speedY
        bcc     .return
        inc     speedY+1
.return rts

; The next place to throw from depends on where the paddle stands.
NextServe SUBROUTINE
        lda     #STATE_SERVE
        sta     state
        lda     #SERVE_FRAMES
        sta     wait
        lda     random
        eor     paddleX
        and     #$7F
        clc
        adc     #COURT_LEFT
        sta     throwerTarget
        rts

RandomSpeedX SUBROUTINE
        lda     random+1
        eor     paddleX
        and     #$0F
        tay
        lda     ThrowSpeedLow,y
        sta     speedX
        lda     ThrowSpeedHigh,y
        sta     speedX+1
        ldx     mode
        beq     .return
        cmp     #$80            ; rally: 1/2 clock a frame faster
        bcs     .leftwards
        lda     speedX
        adc     #$80
        sta     speedX
        bcc     .return
        inc     speedX+1
.return rts
.leftwards
        lda     speedX
        sbc     #$80
        sta     speedX
        bcs     .return
        dec     speedX+1
        rts

MoveThrower SUBROUTINE
        lda     throwerTarget
        sec
        sbc     throwerX
        beq     .there
        bcc     .leftwards
        cmp     #THROWER_SPEED
        bcc     .walk
        lda     #THROWER_SPEED
        bne     .walk
.leftwards
        cmp     #<(-THROWER_SPEED)
        bcs     .walk
        lda     #<(-THROWER_SPEED)
.walk   clc
        adc     throwerX
        sta     throwerX
.there  rts

Flight SUBROUTINE
        lda     ballXFraction
        clc
        adc     speedX
        sta     ballXFraction
        lda     ballX
        adc     speedX+1
        sta     ballX
        cmp     #BALL_MIN_X
        bcs     .notLeft
        lda     #BALL_MIN_X
        bne     .bounce
.notLeft
        cmp     #BALL_MAX_X+1
        bcc     .inside
        lda     #BALL_MAX_X
.bounce sta     ballX
        lda     #0
        sta     ballXFraction
        sec
        sbc     speedX
        sta     speedX
        lda     #0
        sbc     speedX+1
        sta     speedX+1
        ldx     #SOUND_WALL
        jsr     StartSound
.inside
        lda     ballYFraction
        clc
        adc     speedY
        sta     ballYFraction
        lda     ballY
        adc     speedY+1
        sta     ballY
        lda     mode
        bne     .rally
        ldx     difficulty      ; catch: gravity
        lda     speedY
        clc
        adc     Gravity,x
        sta     speedY
        bcc     .down
        inc     speedY+1
        bne     .down
.rally  lda     ballX           ; rally: the thrower runs under the ball
        sec
        sbc     #THROWER_HALF
        sta     throwerTarget
        jsr     MoveThrower
        lda     speedY+1
        bpl     .down
        lda     ballY
        cmp     #BALL_HIDDEN    ; above the first line
        bcc     .up
        lda     #0
        sta     ballY
        jsr     FallSpeed
        ldx     #SOUND_WALL
        jsr     StartSound
        jmp     RandomSpeedX
.up     rts

.down   lda     ballY
        cmp     #PADDLE_Y-BALL_LINES+1
        bcc     .up
        cmp     #PADDLE_Y+PADDLE_LINES-2
        bcs     .past
        lda     ballX
        sec
        sbc     paddleX
        clc
        adc     #BALL_WIDTH-2   ; at least two clocks must touch
        ldx     difficulty
        cmp     CatchWidth,x
        bcc     Caught
.past   lda     ballY
        cmp     #FLOOR_Y
        bcc     .up
        ldx     #SOUND_MISS
        jsr     StartSound
        lda     #10
        sta     flashFrames
        ldx     #0
        stx     rallyReturns
        beq     Point

; A holds where the ball met the paddle: 0 .. CatchWidth-1.
Caught SUBROUTINE
        ldy     mode
        beq     .keep
        jsr     Return
.keep   ldx     #SOUND_CATCH
        jsr     StartSound
        ldx     #1

; X: 0 thrower, 1 player
Point SUBROUTINE
        inc     throwerScore,x
        lda     throwerScore,x
        cmp     #TARGET_SCORE
        beq     .over
        lda     mode
        beq     .serve
        cpx     #1
        beq     .rally          ; the ball is on its way up already
.serve  lda     #BALL_HIDDEN
        sta     ballY
        jmp     NextServe
.over   lda     #STATE_OVER
        sta     state
        lda     #BALL_HIDDEN
        sta     ballY
        ldx     #SOUND_OVER
        jmp     StartSound
.rally  rts

; Sends the ball up, sideways by the distance from the middle of the paddle: 1/8 clock a frame for each.
Return SUBROUTINE
        sec
        sbc     CatchMiddle,x   ; X is the difficulty
        sta     speedX+1
        lda     #0
        sta     speedX
        ldy     #3              ; arithmetic shift right
.shift  lda     speedX+1
        asl
        ror     speedX+1
        ror     speedX
        dey
        bne     .shift
        lda     rallyReturns
        cmp     #RALLY_MOST
        bcs     .fastest
        inc     rallyReturns
.fastest
        ldx     difficulty
        lda     #0
        sta     speedY
        lda     RiseSpeedHigh,x
        sta     speedY+1
        lda     #PADDLE_Y-BALL_LINES
        sta     ballY
        rts

; ---------------------------------------------------------------------------------------------------
; Sound
; ---------------------------------------------------------------------------------------------------
SOUND_WALL      = 0
SOUND_CATCH     = 1
SOUND_MISS      = 2
SOUND_OVER      = 3

StartSound SUBROUTINE
        lda     SoundTone,x
        sta     AUDC0
        lda     SoundPitch,x
        sta     AUDF0
        lda     SoundFrames,x
        sta     soundFrames
        rts

Sound SUBROUTINE
        lda     soundFrames
        beq     .silent
        dec     soundFrames
        lsr
        clc
        adc     #2
.silent sta     AUDV0
        rts

; ---------------------------------------------------------------------------------------------------
; Picture
; ---------------------------------------------------------------------------------------------------

; Puts graphics X at clock A + 3: one line, and the caller's HMOVE after it.
Place SUBROUTINE
        sta     WSYNC
        sec
.divide sbc     #15
        bcs     .divide
        eor     #7
        asl
        asl
        asl
        asl
        sta     HMP0,x
        sta     RESP0,x
        rts

PrepareDigits SUBROUTINE
        lda     state
        bne     .scores
        ldx     mode            ; the number of the game on the left, nothing on the right
        inx
        txa
        ldx     #0
        jsr     TwoDigits
        ldx     #4
        lda     #0
.empty  sta     rightDigits,x
        dex
        bpl     .empty
        rts
.scores lda     throwerScore
        ldx     #0
        jsr     TwoDigits
        lda     playerScore
        ldx     #rightDigits-leftDigits
        jsr     TwoDigits
        ldx     #4              ; the right half of the playfield is drawn last bit first
.turn   lda     rightDigits,x
        asl
        ror     rightDigits,x
        asl
        ror     rightDigits,x
        asl
        ror     rightDigits,x
        asl
        ror     rightDigits,x
        asl
        ror     rightDigits,x
        asl
        ror     rightDigits,x
        asl
        ror     rightDigits,x
        asl
        ror     rightDigits,x
        dex
        bpl     .turn
        rts

; The five rows of the number A (0-99) to leftDigits+X.
TwoDigits SUBROUTINE
        ldy     #BLANK_DIGIT    ; no leading zero
        cmp     #10
        bcc     .split
        ldy     #0
.tens   iny
        sec
        sbc     #10
        cmp     #10
        bcs     .tens
.split  pha
        lda     TimesFive,y
        sta     tensRow
        pla
        tay
        lda     TimesFive,y
        sta     onesRow
        lda     #5
        sta     rowsLeft
.row    ldy     tensRow
        lda     Digits,y
        and     #$F0
        sta     temp
        ldy     onesRow
        lda     Digits,y
        and     #$0F
        ora     temp
        sta     leftDigits,x
        inx
        inc     tensRow
        inc     onesRow
        dec     rowsLeft
        bne     .row
        rts

PrepareLooks SUBROUTINE
        ldx     difficulty
        lda     PaddleShape,x
        sta     paddleShape
        lda     PaddleSize,x
        sta     paddleSize
        ldx     mode
        lda     ThrowerLow,x
        sta     throwerShape
        lda     #>ThrowerShapes
        sta     throwerShape+1
        rts

; ---------------------------------------------------------------------------------------------------
; Tables
; ---------------------------------------------------------------------------------------------------

; by difficulty: normal, expert, mirror, expert mirror
PaddleShape     .byte   $F0, $FC, $F0, $FC
PaddleSize      .byte   7, 5, 7, 5              ; 4 bits of 4 clocks, 6 bits of 2 clocks
PaddleMaxX      .byte   COURT_RIGHT-16, COURT_RIGHT-12, COURT_RIGHT-16, COURT_RIGHT-12
CatchWidth      .byte   21, 17, 21, 17          ; paddle + ball - 3
CatchMiddle     .byte   10, 8, 10, 8
Gravity         .byte   13, 24, 13, 24          ; 1/256 line a frame, each frame
RiseSpeedHigh   .byte   <-4, <-5, <-4, <-5

; walk 2.5 clocks a frame, run (fire held) 4
PaddleSpeedLow  .byte   $80, $00
PaddleSpeedHigh .byte   2, 4

; by variant: catch at difficulty 0-3, rally at difficulty 0-3
FallSpeedLow    .byte   $00, $80, $00, $80, $80, $40, $80, $40
FallSpeedHigh   .byte   1, 1, 1, 1, 2, 3, 2, 3
CourtColour     .byte   $82, $40, $9C, $2C, $60, $02, $CC, $0C
WallColour      .byte   $88, $46, $94, $24, $68, $08, $C4, $06
BallColour      .byte   $1E, $0E, $00, $80, $AE, $3C, $40, $60
PaddleColour    .byte   $CC, $2C, $60, $40, $4C, $BC, $80, $B0
ThrowerColour   .byte   $4A, $3A, $9C, $2C, $6A, $0C, $CC, $0C

; +-1/8, then +-1/4 to +-7/4 clock a frame
ThrowSpeedLow   .byte   $20, $40, $80, $C0, $00, $40, $80, $C0
                .byte   $E0, $C0, $80, $40, $00, $C0, $80, $40
ThrowSpeedHigh  .byte   0, 0, 0, 0, 1, 1, 1, 1
                .byte   $FF, $FF, $FF, $FF, $FF, $FE, $FE, $FE

; by sound
SoundTone       .byte   4, 4, 8, 12
SoundPitch      .byte   24, 10, 18, 20
SoundFrames     .byte   6, 12, 20, 28

TimesFive       .byte   0, 5, 10, 15, 20, 25, 30, 35, 40, 45, 50
BLANK_DIGIT     = 10
        ALIGN   256
Digits  ; 3 of 4 columns, the same in both halves of a byte
        .byte   $EE, $AA, $AA, $AA, $EE
        .byte   $44, $CC, $44, $44, $EE
        .byte   $EE, $22, $EE, $88, $EE
        .byte   $EE, $22, $66, $22, $EE
        .byte   $AA, $AA, $EE, $22, $22
        .byte   $EE, $88, $EE, $22, $EE
        .byte   $EE, $88, $EE, $AA, $EE
        .byte   $EE, $22, $22, $22, $22
        .byte   $EE, $AA, $EE, $AA, $EE
        .byte   $EE, $AA, $EE, $22, $EE
        .byte   0, 0, 0, 0, 0

BallShape
        .byte   %00111100
        .byte   %01111110
        .byte   %11111111
        .byte   %11111111
        .byte   %11111111
        .byte   %11111111
        .byte   %11111111
        .byte   %11111111
        .byte   %11111111
        .byte   %11111111
        .byte   %01111110
        .byte   %00111100

; last line first
ThrowerShapes
Juggler .byte   %01100110
        .byte   %00100100
        .byte   %00111100
        .byte   %00111100
        .byte   %10111101
        .byte   %10111101
        .byte   %11111111
        .byte   %01111110
        .byte   %00011000
        .byte   %00111100
        .byte   %00111100
        .byte   %00011000
Racket  .byte   %11111111
        .byte   %11111111
        .byte   %11111111
        .byte   %11111111
        .byte   %01111110
        .byte   %00111100
        .byte   0, 0, 0, 0, 0, 0
ThrowerLow      .byte   <Juggler, <Racket

        ORG     $FFFA
        .word   Start
        .word   Start
        .word   Start
