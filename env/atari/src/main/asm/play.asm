; volley: the flight of the ball, the thrower, the score and the sounds

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
        ldx     difficulty      ; rally: faster still
        cmp     #$80
        bcs     .leftwards
        lda     speedX
        adc     RallySpeed,x
        sta     speedX
        bcc     .return
        inc     speedX+1
.return rts
.leftwards
        lda     speedX
        sbc     RallySpeed,x
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
        lda     #FLASH_FRAMES
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
