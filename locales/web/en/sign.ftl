# Signing in and out.
sign-title = Sign in
sign-name = User name
sign-name-hint = The name that the user administrator gave you
sign-name-help = The user name stands in the letter that you got when the account was made. It is not your CPR number.
sign-password = Password
sign-password-hint = You can paste it from a password manager
sign-password-help = If you have forgotten the password, the user administrator gives you a link where you choose a new one. Nobody else knows it.
sign-in = Sign in
sign-refused = User name or password does not fit. Try again.
sign-wait = There were too many attempts. Wait { $seconds } seconds and try again.
sign-closed = The account is closed or has not been used for long. Talk to the user administrator.
sign-code-title = Type the code
sign-code = One-time code
sign-code-hint = Six digits from your app, or one of your recovery codes
sign-code-help = The code changes each half minute. Without your telephone, use a recovery code; each is good once.
sign-code-over = The time for the code is over. Sign in again.
sign-out-done = You are signed out.
