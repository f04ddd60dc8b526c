"""What WeCom and WeChat have in common, both being Tencent's: calls to their servers, and sealed calls from them."""
