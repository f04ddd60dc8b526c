"""企业微信 (WeCom): the bot in the group and in private, and the ways by which its words get there."""
