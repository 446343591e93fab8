"""Messages of servers that say in prose that a letter did not arrive, each up to where the letter is quoted."""

__all__ = ["PROSE"]

PROSE = {
    "qmail": """From: MAILER-DAEMON@mx.example.net
Subject: failure notice

Hi. This is the qmail-send program at mx.example.net.
I'm afraid I wasn't able to deliver your message to the following addresses.
This is a permanent error; I've given up. Sorry it didn't work out.

<reader0@of0.example.net>:
192.0.2.7 does not like recipient.
Remote host said: 550 5.1.1 no such user
Giving up on 192.0.2.7.

--- Below this line is a copy of the message.

""",
    "Exim": """From: Mail Delivery System <Mailer-Daemon@mx.example.net>
Subject: Mail delivery failed: returning message to sender

This message was created automatically by mail delivery software.

A message that you sent could not be delivered to one or more of its
recipients. This is a permanent error. The following address(es) failed:

  reader0@of0.example.net
    SMTP error from remote mail server after RCPT TO:<reader0@of0.example.net>:
    host mx.example.net [192.0.2.7]: 550 Unknown user

------ This is a copy of the message, including all the headers. ------

""",
    "Exchange": """From: System Administrator <postmaster@of0.example.net>
Subject: Undeliverable: The morning

Your message did not reach some or all of the intended recipients.

  reader0@of0.example.net
  The e-mail account does not exist at the organization this message was sent to.
  <mx.example.net #5.1.1 smtp;550 5.1.1 RESOLVER.ADR.RecipNotFound; not found>

Original message headers:

""",
    "old": """From: Mail Delivery Subsystem <MAILER-DAEMON@mx.example.net>
Subject: Returned mail: User unknown

   ----- The following addresses had permanent fatal errors -----
<reader0@of0.example.net>

   ----- Transcript of session follows -----
550 <reader0@of0.example.net>... User unknown

   ----- Original message follows -----

""",
}
