"""Where push cannot work: the page of the calendar address and of e-mail, and the links in letters."""
