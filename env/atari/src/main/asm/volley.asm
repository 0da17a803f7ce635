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

        INCLUDE "hardware.asm"
        INCLUDE "memory.asm"

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
        lda     #THROWER_SCORE_COLOUR
        sta     COLUP0
        lda     #PLAYER_SCORE_COLOUR
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
        lda     #FLASH_COLOUR
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

        INCLUDE "input.asm"
        INCLUDE "play.asm"
        INCLUDE "looks.asm"

        ORG     $FFFA
        .word   Start
        .word   Start
        .word   Start
