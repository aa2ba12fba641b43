"""People whom the patient lets in: an invite link, one scope, ended in one tap by either side."""
