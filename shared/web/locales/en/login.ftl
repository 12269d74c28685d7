login-title = Who are you in the exercise?
login-explained = Everybody here is invented. Pick a person to log in.
login-invented = invented person
login-nobody-there = No staff is entered. Add demo_staff to the settings of the service.
problem-login-nobody = Pick a person in the list
problem-login-nobody-detail = That person is not here any more. Go back and pick another.
